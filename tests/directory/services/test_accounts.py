"""Accounts that someone else opens or closes."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from wagtail.models import ModelLogEntry

from directory.enums import ClaimState, Role
from directory.permissions import has_role
from directory.services.accounts import close_account, is_confirmed, make_account, reopen_account
from directory.services.claims import make_claim
from directory.services.roles import grant_role
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import lead_of, office, person

pytestmark = pytest.mark.django_db

WORDS = {"first_name": "Nell", "last_name": "Oddy", "password": "three random words"}


def test_account_made_for_someone_is_theirs_and_confirmed():
    user = make_account("Nell@Example.org", **WORDS)

    assert (user.email, user.get_full_name()) == ("nell@example.org", "Nell Oddy")
    assert user.check_password("three random words")
    assert is_confirmed(user) is True
    assert user.is_staff is False
    assert user.is_superuser is False


def test_confirmed_account_is_not_taken_over():
    there = person(email="nell@example.org")
    with pytest.raises(ValueError, match="confirmed account"):
        make_account("NELL@example.org", **WORDS)
    there.refresh_from_db()

    assert there.check_password("pass")


def test_account_somebody_else_began_with_the_address_is_taken_over():
    begun = UserFactory(email="nell@example.org", first_name="Mallory")
    EmailAddress.objects.create(user=begun, email="nell@example.org", verified=False, primary=True)
    EmailAddress.objects.create(user=begun, email="mallory@example.org", verified=False)
    user = make_account("nell@example.org", **WORDS)

    assert user == begun
    assert user.check_password("pass") is False
    assert [each.email for each in EmailAddress.objects.filter(user=user)] == ["nell@example.org"]


def test_closed_account_has_no_role_group_or_claim_and_its_history_stays():
    school = SchoolFactory()
    user = lead_of(school)
    grant_role(user, Role.EDITOR)
    claim = make_claim(user, SchoolFactory())
    listed = ColleagueFactory(school=school, user=user)
    close_account(user, by=office())
    user.refresh_from_db()
    claim.refresh_from_db()
    listed.refresh_from_db()

    assert user.is_active is False
    assert not user.roles.live().exists()
    assert user.roles.count() == 2
    assert list(user.groups.all()) == []
    assert claim.state == ClaimState.WITHDRAWN
    assert listed.user == user


def test_role_that_has_not_begun_never_begins_for_a_closed_account():
    user = person()
    user.roles.create(role=Role.EDITOR, starts_on=date(2999, 1, 1))
    close_account(user, by=office())
    reopen_account(user, by=office())

    assert not user.roles.live(date(2999, 1, 2)).exists()


def test_closing_twice_is_one_line_of_history():
    user, acting = person(), office()
    close_account(user, by=acting)
    close_account(user, by=acting)

    assert ModelLogEntry.objects.filter(action="account.closed").count() == 1


def test_reopened_account_may_do_nothing_until_given_a_role():
    user, acting = person(Role.EDITOR), office()
    close_account(user, by=acting)
    user = reopen_account(user, by=acting)

    assert user.is_active is True
    assert has_role(user, Role.EDITOR) is False
