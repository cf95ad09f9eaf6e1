"""The access table of DOMAIN 2.6 is this test: for each action, everybody who may and everybody who
may not, tried on the real pages and services in one made-up world."""

import pytest
from django.db import transaction

from directory.enums import Role
from tests.config.access_table import ACTIONS, EVERYBODY, ROWS, a_world

pytestmark = pytest.mark.django_db


def test_every_action_of_the_table_has_its_rows():
    assert {row.action for row in ROWS} == set(ACTIONS)
    assert len({(row.action, row.part) for row in ROWS}) == len(ROWS)


def test_who_may_and_who_may_not_is_as_the_table_says():
    world = a_world()
    roles = {each.role for who in world.people.values() if who for each in who.roles.all()}
    assert roles == set(Role.values)
    assert {name for row in ROWS for name in row.may or ()} <= world.people.keys()

    wrong = []
    for row in ROWS:
        for who in world.people:
            with transaction.atomic():
                may = row.attempt(world, who)
                transaction.set_rollback(True)
            if may != (row.may is EVERYBODY or who in row.may):
                wrong.append(f"{row.action}, {row.part}: {who} {'may' if may else 'may not'}")

    assert not wrong, "\n".join(wrong)
