"""Role × every address of the back office × GET and POST (SAFETY 36): the table holds, and nothing
stands outside it."""

import logging
from collections.abc import Iterator

import pytest
from wagtail.api.v2.serializers import BaseSerializer

from core.models import User
from directory.enums import BACK_OFFICE_ROLES, Role
from directory.services.groups import sync_groups
from tests.config.asking import undrawn
from tests.config.office_doors import Door, doors, opens, stopping_at_the_page
from tests.config.office_table import FOR_ANYONE, for_nobody, roles_of_each
from tests.config.office_things import everything
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db

METHODS = ("get", "post")


@pytest.fixture
def office_doors(monkeypatch) -> Iterator[list[Door]]:
    """Every address, with something behind it. Pages are not drawn, nor answers of
    the API filled: who may is asked before."""
    found = doors(everything())
    sync_groups()
    monkeypatch.setattr(BaseSerializer, "to_representation", lambda self, instance: {})
    logging.disable(logging.WARNING)
    with undrawn(), stopping_at_the_page():
        yield found
    logging.disable(logging.NOTSET)


def gets_in(door: Door, user: User) -> bool:
    """By either way: what is shut is shut to both."""
    return any(opens(door, user, method) for method in METHODS)


def test_every_address_opens_for_the_roles_of_the_table_and_no_other(office_doors):
    table, nobody = roles_of_each(), for_nobody()
    holders = {role: person(role) for role in BACK_OFFICE_ROLES}
    admin, lead = UserFactory(admin=True), lead_of(SchoolFactory())
    # Rights add up: what is shut to somebody who holds all the other roles is shut to each of them.
    others: dict[frozenset, User] = {}
    wrong = []
    for door in office_doors:
        if door.name in FOR_ANYONE:
            continue
        allowed = table.get(door.name, frozenset())
        if allowed not in others:
            others[allowed] = person(*(role for role in BACK_OFFICE_ROLES if role not in allowed))
        let_in = all(gets_in(door, holders[role]) for role in allowed)
        kept_out = not gets_in(door, others[allowed]) and not gets_in(door, lead)
        if not (let_in and kept_out):
            found = [role for role, user in holders.items() if gets_in(door, user)]
            wrong.append(f"{door.name} opens for {', '.join(found) or 'no role'}")
        if gets_in(door, admin) == (door.name in nobody):
            wrong.append(f"{door.name}: nothing stands there even for a superuser, or it does now")

    assert wrong == [], "\n".join(wrong)


def test_table_names_every_address_once_and_none_that_is_gone(office_doors):
    named = [*roles_of_each(), *FOR_ANYONE, *for_nobody()]

    assert sorted(named) == sorted(door.name for door in office_doors)


def test_permission_given_by_mistake_is_found(office_doors):
    """SAFETY 36: one permission more in one group, and the table no longer holds."""
    from django.contrib.auth.models import Permission

    holder = person(Role.QA_LEAD)
    door = next(each for each in office_doors if each.name == "wagtailusers_users:edit")
    assert gets_in(door, holder) is False
    holder.groups.get().permissions.add(Permission.objects.get(codename="change_user"))

    assert gets_in(door, User.objects.get(pk=holder.pk)) is True
