import pytest
from django.contrib.auth.models import AnonymousUser

from directory.enums import Role
from directory.outreach.permissions import (
    actors_for,
    is_adviser,
    is_ast,
    is_authority,
    is_coordinator,
    is_pd_head,
)
from tests.factories.core import UserFactory
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory
from tests.factories.people import colleague_of, lead_of, person

pytestmark = pytest.mark.django_db

FOUR = ("adviser", "ast_coordinator", "pd_head", "director")


def test_what_each_is_to_a_post():
    appointment = ASTAppointmentFactory()
    post, holder = appointment.post, person()
    appointment.practitioner.user = holder
    appointment.practitioner.save()

    for role in FOUR:
        assert actors_for(person(Role(role)), post) == {role}
    assert actors_for(lead_of(post.base_school), post) == {"base_lead"}
    assert actors_for(holder, post) == {"ast"}
    assert actors_for(UserFactory(admin=True), post) == set(FOUR)
    for user in (
        lead_of(ASTPostFactory().base_school),
        colleague_of(post.base_school),
        person(Role.PSG_ORGANISER),
        lead_of(post.base_school, is_active=False),
        AnonymousUser(),
    ):
        assert actors_for(user, post) == frozenset()


def test_each_predicate_lets_its_own_role_through_and_no_other():
    people = {role: person(Role(role)) for role in (*FOUR, "psg_organiser")}
    asked = {
        "adviser": is_adviser,
        "ast_coordinator": is_coordinator,
        "pd_head": is_pd_head,
    }
    for name, may in asked.items():
        assert {role for role, user in people.items() if may(user)} == {name}
    assert {role for role, user in people.items() if is_authority(user)} == set(FOUR)


def test_ast_is_the_practitioners_own_account_while_in_post():
    practitioner = ASTAppointmentFactory().practitioner
    practitioner.user = person()
    assert is_ast(practitioner.user, practitioner)
    assert not is_ast(person(), practitioner)
    assert not is_ast(AnonymousUser(), practitioner)
    practitioner.left_on = practitioner.accredited_on
    assert not is_ast(practitioner.user, practitioner)
