"""People who deal with subscriptions, and a client that is signed in as one of them."""

from django.test import Client

from directory.enums import Role
from directory.models import RoleAssignment
from directory.services.roles import grant_role
from tests.factories.core import UserFactory


def person(role: Role, school=None):
    """An account that holds a role today."""
    user = UserFactory()
    if school is None:
        grant_role(user, role, by=None)
    else:
        RoleAssignment.objects.create(user=user, role=role, school=school)
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
