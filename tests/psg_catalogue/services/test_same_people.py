"""Two rows of a staff list that are one person: joined by a person, never by the site (P26)."""

import pytest
from django.urls import reverse
from wagtail.log_actions import registry

from directory.models import Colleague
from psg_catalogue.forms.bookings import WhoIsComingForm
from psg_catalogue.models import Booking, RegisterEntry, StudyGroupSession
from psg_catalogue.queries.same_people import names_twice, pairs_at, pairs_everywhere
from psg_catalogue.services.bookings import book_places
from psg_catalogue.services.same_people import (
    NotOnePerson,
    TwoAccounts,
    join_people,
    tell_people_apart,
)
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, lead_of, office
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def pair(school):
    """One person under two addresses; the second row has the account."""
    user = UserFactory()
    return (
        ColleagueFactory(school=school, name="Pearl Hathersedge", email="pearl@example.org"),
        ColleagueFactory(
            school=school, name="pearl hathersedge", email="ph@example.org", user=user
        ),
    )


def test_a_name_stands_twice_until_each_is_told_from_those_before(school, pair):
    ColleagueFactory(school=school)
    ColleagueFactory(name="Pearl Hathersedge")
    ColleagueFactory(school=school, name="Pearl Hathersedge", left_on="2026-01-01")
    assert list(names_twice()) == [pair[1]]
    third = ColleagueFactory(school=school, name="Pearl  Hathersedge", email="p3@example.org")
    tell_people_apart(*pair)
    assert list(names_twice()) == [third]
    tell_people_apart(third, pair[0])
    assert list(names_twice()) == [third]
    tell_people_apart(third, pair[1])
    assert not names_twice()


def test_pairs_are_of_one_school_and_one_name_and_not_said_to_be_two(school, pair, count_queries):
    ColleagueFactory(school=school)
    ColleagueFactory(name="Pearl Hathersedge")
    same = ColleagueFactory(school=school, name="Pearl Hathersedge", left_on="2026-01-01")
    assert [tuple(p.pk for p in found) for found in pairs_at(school)] == [tuple(p.pk for p in pair)]
    assert same not in pairs_at(school)[0]
    third = ColleagueFactory(school=school, name="Pearl Hathersedge", email="p3@example.org")
    assert len(pairs_at(school)) == 3
    assert len(pairs_everywhere()) >= 1
    tell_people_apart(third, pair[0])
    tell_people_apart(pair[0], third)
    assert len(pairs_at(school)) == 2
    one = count_queries(lambda: pairs_at(school))
    for number in range(10):
        ColleagueFactory(school=school, name="Pearl Hathersedge", email=f"n{number}@example.org")
    assert count_queries(lambda: pairs_at(school)) == one


def test_bookings_lines_and_the_account_follow(school, pair):
    keep, away = pair
    both = StudyGroupSessionFactory(open_to_all=True, capacity=2)
    book_places(both, [keep], school=school)
    BookingFactory(session=both, colleague=away)
    StudyGroupSession.objects.filter(pk=both.pk).update(places_taken=2)
    late = ColleagueFactory()
    (waits,) = book_places(both, [late], school=late.school).waiting
    only = BookingFactory(colleague=away, session__starts_at=twilight(40))
    held = StudyGroupSessionFactory(held=True, came=0)
    line = {"session": held, "school": school}
    RegisterEntryFactory(colleague=keep, email=keep.email, absent=True, **line)
    RegisterEntryFactory(colleague=away, email=away.email, **line)
    other = RegisterEntryFactory(colleague=away, email=away.email, school=school)

    joined = join_people(keep, away, by=lead_of(school))
    assert joined.user == away.user
    assert not Colleague.objects.filter(pk=away.pk).exists()
    assert both.bookings.active().filter(colleague=keep).count() == 1
    assert Booking.objects.get(pk=only.pk).colleague == keep
    waits.refresh_from_db()
    assert waits.state == "offered"
    assert StudyGroupSession.objects.get(pk=both.pk).places_taken == 2
    (one,) = held.entries.all()
    assert (one.colleague, one.attendance) == (keep, "present")
    other = RegisterEntry.objects.get(pk=other.pk)
    assert (other.colleague, other.person_key) == (keep, keep.email)
    assert "colleague.merged" in {e.action for e in registry.get_logs_for_instance(keep)}


def test_joining_is_refused_where_it_is_not_one_person(pair, school):
    keep, away = pair
    for other in (ColleagueFactory(school=school), ColleagueFactory(name=keep.name), keep):
        with pytest.raises(NotOnePerson):
            join_people(keep, other)
    keep.user = UserFactory()
    keep.save()
    with pytest.raises(TwoAccounts):
        join_people(keep, away)
    away.user.is_active = False
    away.user.save()
    assert join_people(keep, away).user == keep.user


def test_a_lead_settles_it_on_a_page_and_the_office_sees_every_pair(client, school, pair):
    one, other = pair
    lead = lead_of(school)
    there = reverse("psg_catalogue:same_person", args=[school.urn, one.pk, other.pk])
    client.force_login(colleague_of(school))
    assert client.get(there).status_code == 404
    client.force_login(lead)
    page = client.get(reverse("directory:school", args=[school.urn])).content.decode()
    assert "One person or two?" in page
    assert "ph@example.org" in client.get(there).content.decode()
    assert "Choose which of the two stays" in client.post(there, {}).content.decode()
    assert Colleague.objects.filter(pk=other.pk).exists()
    client.force_login(office())
    everywhere = client.get(reverse("same_people:index")).content.decode()
    assert there in everywhere
    client.force_login(lead)
    client.post(there, {"answer": str(one.pk)})
    assert not Colleague.objects.filter(pk=other.pk).exists()
    assert client.get(there).status_code == 404


def test_people_of_one_name_are_told_apart_where_they_are_booked(school, pair):
    third = ColleagueFactory(school=school, job_title="Teacher")
    hints = [each.help_text for each in WhoIsComingForm(colleagues=[*pair, third]).fields.values()]
    assert hints == ["pearl@example.org", "ph@example.org", "Teacher"]
