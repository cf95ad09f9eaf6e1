"""Roles are dated, and Wagtail's groups follow from them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from directory.enums import BACK_OFFICE_ROLES, Role
from directory.models import RoleAssignment
from directory.permissions import has_role, has_school_role
from directory.services.roles import (
    LastLead,
    RoleNeedsSchool,
    end_role,
    end_school_roles,
    grant_role,
    set_school_roles,
)
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of, office, person
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def live_roles(user, school) -> list[str]:
    return sorted(user.roles.live().for_school(school).values_list("role", flat=True))


def test_role_asked_for_twice_is_one_row_and_one_line_of_history():
    user, school = UserFactory(), SchoolFactory()
    first = grant_role(user, Role.SCHOOL_LEAD, school=school)

    assert grant_role(user, "school_lead", school=school) == first
    assert RoleAssignment.objects.filter(user=user).count() == 1
    assert ModelLogEntry.objects.filter(action="role.granted").count() == 1


@pytest.mark.parametrize("role", [Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER, Role.SCHOOL_FINANCE])
def test_school_role_without_a_school_is_refused(role):
    with pytest.raises(RoleNeedsSchool):
        grant_role(UserFactory(), role)


def test_programme_role_with_a_school_is_refused():
    with pytest.raises(RoleNeedsSchool):
        grant_role(UserFactory(), Role.EDITOR, school=SchoolFactory())


def test_role_that_was_to_end_goes_on_when_given_again():
    user, school = UserFactory(), SchoolFactory()
    given = grant_role(user, Role.SCHOOL_LEAD, school=school)
    end_role(given, on=timezone.localdate() + timedelta(days=30))

    assert grant_role(user, Role.SCHOOL_LEAD, school=school) == given
    given.refresh_from_db()
    assert given.ends_on is None


def test_role_ended_today_is_gone_today():
    user, school = UserFactory(), SchoolFactory()
    end_role(grant_role(user, Role.SCHOOL_LEAD, school=school))

    assert has_school_role(user, school) is False


def test_role_ended_from_a_later_day_lasts_until_then():
    user, school = UserFactory(), SchoolFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    end_role(grant_role(user, Role.SCHOOL_LEAD, school=school), on=tomorrow)

    assert has_school_role(user, school) is True
    assert not user.roles.live(tomorrow).exists()


def test_role_ended_twice_keeps_the_earlier_day():
    role = grant_role(UserFactory(), Role.EDITOR)
    end_role(role)

    assert end_role(role, on=timezone.localdate() + timedelta(days=9)).ends_on == (
        timezone.localdate()
    )
    assert ModelLogEntry.objects.filter(action="role.ended").count() == 1


@pytest.mark.parametrize("role", BACK_OFFICE_ROLES)
def test_group_of_a_back_office_role_comes_and_goes_with_it(role):
    user = UserFactory()
    given = grant_role(user, role)
    assert [group.name for group in user.groups.all()] == [role.label]

    end_role(given)
    assert list(user.groups.all()) == []


def test_superuser_who_is_closed_holds_no_role():
    assert has_role(UserFactory(admin=True), Role.FINANCE) is True
    assert has_role(UserFactory(admin=True, is_active=False), Role.FINANCE) is False


def test_roles_at_a_school_become_exactly_those_given():
    school = SchoolFactory()
    user = lead_of(school)
    lead_of(school)
    set_school_roles(user, school, [Role.SCHOOL_MEMBER, Role.SCHOOL_FINANCE], by=None)

    assert live_roles(user, school) == ["school_finance", "school_member"]


def test_other_schools_keep_their_people():
    here, there = SchoolFactory(), SchoolFactory()
    user = person(Role.SCHOOL_MEMBER, school=here)
    grant_role(user, Role.SCHOOL_LEAD, school=there)
    end_school_roles(user, here, by=None)

    assert live_roles(user, here) == []
    assert live_roles(user, there) == ["school_lead"]


def test_last_lead_is_not_taken_from_a_school():
    school = SchoolFactory()
    user = lead_of(school)
    lead_of(school, is_active=False)

    with pytest.raises(LastLead):
        end_school_roles(user, school, by=user)
    assert live_roles(user, school) == ["school_lead"]


def test_office_may_leave_a_school_without_a_lead():
    school = SchoolFactory()
    user = lead_of(school)
    end_school_roles(user, school, by=office(), may_leave_no_lead=True)

    assert live_roles(user, school) == []


def test_history_says_for_whom_the_office_acted():
    school, acting = SchoolFactory(urn="900123"), office()
    grant_role(UserFactory(), Role.SCHOOL_LEAD, school=school, by=acting, on_behalf_of="900123")

    entry = ModelLogEntry.objects.filter(action="role.granted").latest("pk")
    assert entry.user == acting
    assert entry.data == {"role": "school_lead", "urn": "900123", "on_behalf_of": "900123"}


@pytest.mark.postgres
def test_two_leads_who_end_each_other_at_once_leave_one(threads):
    school = SchoolFactory()
    one, other = lead_of(school), lead_of(school)
    outcomes = threads(
        [
            lambda: end_school_roles(other, school, by=one),
            lambda: end_school_roles(one, school, by=other),
        ]
    )

    assert [type(error) for error in errors(outcomes)] == [LastLead]
    assert RoleAssignment.objects.live().for_school(school).count() == 1
