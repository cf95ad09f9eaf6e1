"""Who may: each predicate both ways (DOMAIN 2.6)."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from core.once import OnceARequest
from directory.enums import SCHOOL_ROLES, Role
from directory.permissions import (
    acting_for,
    has_role,
    has_school_role,
    is_allowed,
    is_office,
    may_manage_account,
    may_run_school,
    may_see_money_of,
    roles_at,
    school_or_404,
    schools_of,
)
from directory.services.roles import end_role, grant_role
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office, person

pytestmark = pytest.mark.django_db

PROGRAMME = sorted(set(Role) - set(SCHOOL_ROLES))


@pytest.fixture
def school():
    return SchoolFactory()


def those_who(may, school) -> set[str]:
    """Which roles the predicate lets through, each held alone; "stranger" and "neighbour" too."""
    holders = {
        "lead": lead_of(school),
        "finance contact": finance_of(school),
        "colleague": colleague_of(school),
        "neighbour": lead_of(SchoolFactory()),
        "stranger": AnonymousUser(),
        "closed": lead_of(school, is_active=False),
        **{role.value: person(role) for role in PROGRAMME},
    }
    return {name for name, user in holders.items() if may(user, school)}


def test_lead_and_office_run_a_school(school):
    assert those_who(may_run_school, school) == {"lead", "psg_organiser"}


def test_lead_finance_contact_office_and_finance_office_see_a_schools_money(school):
    assert those_who(may_see_money_of, school) == {
        "lead",
        "finance contact",
        "psg_organiser",
        "finance",
    }


def test_people_of_the_school_have_a_role_there(school):
    assert those_who(has_school_role, school) == {"lead", "finance contact", "colleague"}


def test_office_alone_is_the_office(school):
    assert those_who(lambda user, _: is_office(user), school) == {"psg_organiser"}


def test_permission_is_had_through_a_role_of_today():
    schools, roles_of_people = "directory.delete_school", "directory.manage_people"
    whom = person(Role.EDITOR)
    given = grant_role(whom, Role.PSG_ORGANISER)
    user = UserFactory.build(pk=whom.pk)
    assert (is_allowed(user, schools), is_allowed(user, roles_of_people)) == (True, True)
    assert is_allowed(person(Role.ADMIN), schools) is False
    assert is_allowed(UserFactory(admin=True), schools) is True
    assert is_allowed(AnonymousUser(), schools) is False
    # Ended by date, with nobody's doing: the group follows within the hour, this at once.
    whom.roles.filter(pk=given.pk).update(starts_on="2019-01-01", ends_on="2020-01-01")
    assert whom.groups.filter(name=Role.PSG_ORGANISER.label).exists()
    assert is_allowed(user, schools) is False
    with pytest.raises(LookupError, match="No role is allowed directory.mange_people"):
        is_allowed(user, "directory.mange_people")


def opens(user, school) -> bool:
    try:
        return school_or_404(user, school.urn) == school
    except Http404:
        return False


def test_school_opens_for_its_people_and_the_office(school):
    assert those_who(opens, school) == {"lead", "finance contact", "colleague", "psg_organiser"}


def test_schools_of_a_person_are_those_of_today(school):
    user = lead_of(school)
    other = SchoolFactory()
    grant_role(user, Role.SCHOOL_MEMBER, school=other)
    user.roles.filter(school=school).update(ends_on="2020-01-01", starts_on="2019-01-01")

    assert list(schools_of(user)) == [other]
    assert list(schools_of(AnonymousUser())) == []


def test_office_acts_for_the_school_and_a_lead_for_nobody(school):
    both = office()
    grant_role(both, Role.SCHOOL_LEAD, school=school)

    assert acting_for(office(), school) == school.urn
    assert acting_for(lead_of(school), school) == ""
    assert acting_for(both, school) == ""


def test_superuser_has_every_programme_role_and_none_at_a_school(school):
    superuser = UserFactory(admin=True)

    assert all(has_role(superuser, role) for role in PROGRAMME)
    assert has_school_role(superuser, school) is False


def test_account_is_managed_by_those_who_may_give_all_its_roles(school):
    target = lead_of(school)
    assert those_who(
        lambda user, _: not user.is_anonymous and may_manage_account(user, target), school
    ) == {
        "psg_organiser",
        "admin",
    }
    grant_role(target, Role.FINANCE)
    assert may_manage_account(office(), target) is False
    assert may_manage_account(person(Role.ADMIN), target) is True
    assert may_manage_account(person(Role.ADMIN), UserFactory(admin=True)) is False


def test_roles_are_read_once_a_request_and_again_once_they_change(rf, count_queries):
    school, user = SchoolFactory(), person(Role.ADVISER)
    seen = []

    def page(request):
        def ask() -> tuple[bool, bool]:
            return has_role(user, Role.ADVISER), has_school_role(user, school, Role.SCHOOL_LEAD)

        seen.append(ask())
        assert count_queries(lambda: (ask(), roles_at(user, school))) == 0
        given = grant_role(user, Role.SCHOOL_LEAD, school=school)
        seen.append(ask())
        end_role(given)
        end_role(user.roles.get(role=Role.ADVISER))
        seen.append(ask())

    OnceARequest(page)(rf.get("/"))

    assert seen == [(True, False), (True, True), (False, False)]
    grant_role(user, Role.ADVISER)
    # Outside a request nothing is kept.
    assert count_queries(lambda: [has_role(user, Role.ADVISER) for _ in range(2)]) == 2
