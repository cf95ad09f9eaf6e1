"""People with accounts whose address is confirmed, and the roles they hold."""

from allauth.account.models import EmailAddress

from core.models import User
from directory.enums import Role
from directory.models import School
from directory.services.roles import grant_role
from tests.factories.core import UserFactory


def person(*roles: Role, school: School | None = None, **fields) -> User:
    """Someone who can sign in with the password "pass" and holds these roles from today."""
    user = UserFactory(**fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for role in roles:
        grant_role(user, role, school=school)
    return user


def lead_of(school: School, **fields) -> User:
    return person(Role.SCHOOL_LEAD, school=school, **fields)


def colleague_of(school: School, **fields) -> User:
    return person(Role.SCHOOL_MEMBER, school=school, **fields)


def finance_of(school: School, **fields) -> User:
    return person(Role.SCHOOL_FINANCE, school=school, **fields)


def office(**fields) -> User:
    return person(Role.PSG_ORGANISER, **fields)
