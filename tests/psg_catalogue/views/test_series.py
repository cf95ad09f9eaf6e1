"""Booking a whole study group, or some of its sessions: all or nothing, every refusal named."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from psg_catalogue.models import Booking
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, lead_of
from tests.factories.psg_catalogue import (
    BookingFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db
LINES = {"new-TOTAL_FORMS": "0", "new-INITIAL_FORMS": "0"}


@pytest.fixture
def group():
    return StudyGroupPageFactory(title="Reasoning every day")


@pytest.fixture
def sessions(group):
    return [
        StudyGroupSessionFactory(study_group=group, open_to_all=True, starts_at=twilight(10 * n))
        for n in (1, 2, 3)
    ]


@pytest.fixture
def school():
    return SchoolFactory()


def at(group):
    return reverse("psg_catalogue:book_series", args=[group.pk])


def ticks(sessions, *people):
    return {
        **LINES,
        **{f"session_{each.pk}": "on" for each in sessions},
        **{f"colleague_{each.pk}": "on" for each in people},
    }


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_lead_books_the_sessions_ticked_and_has_one_summary(client, group, sessions, school):
    one, two = ColleagueFactory.create_batch(2, school=school)
    client.force_login(lead_of(school, email="lead@example.org"))
    assert "Book the whole study group" in words(client.get(group.url))
    page = words(client.get(at(group)))
    assert page.count(" checked") == 3
    response = client.post(at(group), ticks(sessions[:2], one, two), follow=True)
    assert "2 sessions. Places: 4 booked." in words(response)
    assert Booking.objects.confirmed().count() == 4
    (summary,) = Message.objects.filter(to_email="lead@example.org")
    assert summary.subject.startswith("Two sessions booked")
    assert summary.text_body.count(one.name) == 2
    again = client.post(at(group), ticks(sessions[:2], one, two), follow=True)
    assert "nothing new" in words(again)
    assert Booking.objects.count() == 4


def test_all_or_nothing_with_every_refusal_beside_its_session(client, group, sessions, school):
    person = ColleagueFactory(school=school, name="Jasper Mallowby")
    clash = StudyGroupSessionFactory(title="Small planning", starts_at=sessions[0].starts_at)
    BookingFactory(session=clash, colleague=person)
    sessions[1].booking_closes_at = timezone.now() - timedelta(hours=1)
    sessions[1].save()
    client.force_login(lead_of(school))
    response = client.post(at(group), ticks(sessions, person))
    page = words(response)
    assert "Jasper Mallowby is booked on “Small planning” from 16:15 to 17:45 that day" in page
    assert "Booking closed at" in page
    assert page.count(" checked") == 4
    assert Booking.objects.filter(session__in=sessions).count() == 0
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [("sessions", "Tick at least one session."), ("people", "Tick at least one colleague")],
)
def test_nothing_ticked_says_so(client, group, sessions, school, given, sentence):
    person = ColleagueFactory(school=school)
    client.force_login(lead_of(school))
    sent = ticks([], person) if given == "sessions" else ticks(sessions)
    assert sentence in words(client.post(at(group), sent))
    assert not Booking.objects.exists()


def test_a_colleague_books_themselves_alone_and_another_schools_person_is_refused(
    client, group, sessions, school
):
    user = colleague_of(school)
    me = ColleagueFactory(school=school, user=user, email=user.email)
    client.force_login(user)
    foreign = client.post(at(group), ticks(sessions, ColleagueFactory()))
    assert "not on this school’s staff list" in words(foreign)
    assert not Booking.objects.exists()
    client.post(at(group), ticks(sessions, me))
    assert {booking.colleague for booking in Booking.objects.all()} == {me}
    assert Booking.objects.count() == 3


def test_nothing_to_come_is_not_there(client, group, school):
    StudyGroupSessionFactory(study_group=group, past=True)
    client.force_login(lead_of(school))
    assert client.get(at(group)).status_code == 404


def test_the_form_costs_the_same_at_three_and_thirteen(
    client, group, sessions, school, count_queries
):
    client.force_login(lead_of(school))
    client.get(at(group))
    few = count_queries(lambda: client.get(at(group)))
    for n in range(4, 14):
        StudyGroupSessionFactory(study_group=group, open_to_all=True, starts_at=twilight(10 * n))
    ColleagueFactory.create_batch(20, school=school)
    assert count_queries(lambda: client.get(at(group))) == few <= 15
