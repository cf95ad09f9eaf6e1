"""The staff list: no one stands on it twice, and who leaves loses access but keeps no bookings."""

from datetime import date

import pytest
from wagtail.models import ModelLogEntry

from directory.enums import Role
from directory.models import Colleague
from directory.permissions import has_school_role
from directory.services.colleagues import (
    ColleagueListed,
    add_colleague,
    change_colleague,
    colleague_leaves,
    colleague_returns,
    find_on_list,
    link_account,
)
from directory.services.roles import LastLead
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, lead_of, office, person
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def test_added_colleague_stands_on_the_list_in_clean_words():
    school = SchoolFactory()
    added = add_colleague(
        school, name=" Aurelia   Finch ", job_title="Year 2\tteacher", email="A.Finch@Example.org"
    )

    assert (added.name, added.job_title, added.email) == (
        "Aurelia Finch",
        "Year 2 teacher",
        "a.finch@example.org",
    )
    assert list(school.colleagues.current()) == [added]


def test_address_on_the_list_is_not_added_again_whatever_its_case():
    there = ColleagueFactory(email="a.finch@example.org", name="Aurelia Finch")
    with pytest.raises(ColleagueListed) as refused:
        add_colleague(there.school, name="A. Finch", email="A.FINCH@example.org")

    assert refused.value.colleague == there
    assert refused.value.field == "email"
    assert refused.value.words == ("Aurelia Finch is already on your list with this email address.")
    assert there.school.colleagues.count() == 1


@pytest.mark.parametrize("email", ["", "a.finch@example.org"])
def test_bare_name_on_the_list_is_not_added_again(email):
    """P26: the same person, once with and once without an address."""
    there = ColleagueFactory(email=email, name="Aurelia Finch")
    with pytest.raises(ColleagueListed) as refused:
        add_colleague(there.school, name="aurelia finch")

    assert refused.value.field == "name"


def test_two_of_one_name_are_told_apart_by_an_address():
    there = ColleagueFactory(name="Aurelia Finch", email="one@example.org")
    add_colleague(there.school, name="Aurelia Finch", email="two@example.org")

    assert there.school.colleagues.current().count() == 2


def test_other_schools_and_leavers_do_not_count():
    there = ColleagueFactory(name="Aurelia Finch", email="a@example.org")
    add_colleague(SchoolFactory(), name="Aurelia Finch", email="a@example.org")
    colleague_leaves(there)
    add_colleague(there.school, name="Aurelia Finch", email="a@example.org")

    assert Colleague.objects.current().filter(email="a@example.org").count() == 2


def test_changed_colleague_keeps_the_row():
    there = ColleagueFactory(name="Aurelia Finch", email="a@example.org")
    change_colleague(there, name="Aurelia Oddy", job_title="Deputy head", email="")
    there.refresh_from_db()

    assert (there.name, there.job_title, there.email) == ("Aurelia Oddy", "Deputy head", "")


def test_change_to_somebody_elses_address_is_refused_and_nothing_is_changed():
    one = ColleagueFactory(name="One", email="one@example.org")
    other = ColleagueFactory(school=one.school, name="Other", email="other@example.org")
    with pytest.raises(ColleagueListed):
        change_colleague(other, name="Changed", email="one@example.org")
    other.refresh_from_db()

    assert (other.name, other.email) == ("Other", "other@example.org")


def test_leaver_is_off_the_list_and_has_no_access():
    school = SchoolFactory()
    user = colleague_of(school)
    listed = link_account(school, user)
    colleague_leaves(listed, on=date(2026, 7, 21))
    listed.refresh_from_db()

    assert listed.left_on == date(2026, 7, 21)
    assert has_school_role(user, school) is False


def test_leaving_twice_changes_nothing():
    there = ColleagueFactory()
    colleague_leaves(there, on=date(2026, 7, 21))
    colleague_leaves(there, on=date(2026, 9, 1))
    there.refresh_from_db()

    assert there.left_on == date(2026, 7, 21)
    assert ModelLogEntry.objects.filter(action="colleague.left").count() == 1


def test_leaver_keeps_other_schools():
    here, there = SchoolFactory(), SchoolFactory()
    user = person(Role.SCHOOL_MEMBER, school=here)
    listed = link_account(here, user)
    user.roles.create(role=Role.SCHOOL_LEAD, school=there)
    colleague_leaves(listed)

    assert has_school_role(user, there) is True


def test_last_lead_does_not_leave_unless_the_office_says_so():
    school = SchoolFactory()
    listed = link_account(school, lead_of(school))
    with pytest.raises(LastLead):
        colleague_leaves(listed)
    listed.refresh_from_db()
    assert listed.left_on is None

    colleague_leaves(listed, by=office(), may_leave_no_lead=True)
    listed.refresh_from_db()
    assert listed.left_on is not None


def test_colleague_who_returns_has_no_access_back():
    school = SchoolFactory()
    user = colleague_of(school)
    listed = colleague_leaves(link_account(school, user))
    back = colleague_returns(listed)

    assert back.left_on is None
    assert has_school_role(user, school) is False


def test_return_is_refused_when_the_address_is_taken_meanwhile():
    gone = colleague_leaves(ColleagueFactory(email="a@example.org"))
    ColleagueFactory(school=gone.school, email="a@example.org")
    with pytest.raises(ColleagueListed):
        colleague_returns(gone)
    gone.refresh_from_db()

    assert gone.left_on is not None


def test_account_joins_the_row_with_its_address():
    there = ColleagueFactory(email="Nell@example.org", name="N. Hatherley")
    user = person(email="nell@example.org")

    assert link_account(there.school, user) == there
    there.refresh_from_db()
    assert (there.user, there.name) == (user, "N. Hatherley")


def test_account_joins_the_row_with_its_name_and_no_address():
    there = ColleagueFactory(email="", name="nell hatherley", job_title="Deputy head")
    user = person(email="nell@example.org", first_name="Nell", last_name="Hatherley")
    link_account(there.school, user, job_title="Teacher")
    there.refresh_from_db()

    assert (there.user, there.email, there.job_title) == (user, "nell@example.org", "Deputy head")


def test_account_of_nobody_on_the_list_is_added_once():
    school = SchoolFactory()
    user = person(first_name="Nell", last_name="Hatherley", email="nell@example.org")
    added = link_account(school, user, job_title="Teacher")

    assert link_account(school, user) == added
    assert [(each.name, each.email, each.job_title) for each in school.colleagues.all()] == [
        ("Nell Hatherley", "nell@example.org", "Teacher")
    ]


def test_account_takes_nobodys_row():
    school = SchoolFactory()
    other = person()
    held = ColleagueFactory(school=school, email="nell@example.org", user=other)
    user = person(email="nell@example.org", first_name="Nell", last_name="Hatherley")
    joined = link_account(school, user)
    held.refresh_from_db()

    assert find_on_list(school, user) is None
    assert held.user == other
    assert (joined.name, joined.email) == ("Nell Hatherley", "")
    assert link_account(
        school, person(first_name="Nell", last_name="Hatherley", email="x@example.org")
    )


@pytest.mark.postgres
def test_one_colleague_added_by_eight_at_once_stands_there_once(threads):
    school = SchoolFactory()
    outcomes = threads(
        lambda: add_colleague(school, name="Aurelia Finch", email="a@example.org"), times=8
    )

    assert school.colleagues.count() == 1
    assert {type(error) for error in errors(outcomes)} == {ColleagueListed}
    assert len(errors(outcomes)) == 7
