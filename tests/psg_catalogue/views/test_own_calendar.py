"""A person's own calendar by its secret address: what is in it, who reads it, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from core.academic_year import LONDON
from core.models import PartnershipSettings
from core.privacy import person_of
from core.services.erasure import erase_person
from psg_catalogue.models import CalendarFeed
from psg_catalogue.occasions import occasion_of, occasion_of_session, place_of
from psg_catalogue.services.own_calendar import calendar_url, make_calendar_address
from psg_catalogue.services.session_changes import cancel_session, move_session, postpone_session
from psg_catalogue.views.own_calendar import GUESSES_AN_HOUR, TIMES_AN_HOUR
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory
from tests.factories.people import person
from tests.factories.psg_catalogue import (
    BookingFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("psg_catalogue:own_calendar")


@pytest.fixture
def user():
    return person()


@pytest.fixture
def path(user, settings):
    return calendar_url(make_calendar_address(user)).removeprefix(settings.SITE_URL)


def book(user, session=None, **facts):
    session = session or StudyGroupSessionFactory()
    colleague = ColleagueFactory(user=user, email=user.email)
    return BookingFactory(session=session, colleague=colleague, **facts)


def entries(client, path):
    calendar = Calendar.from_ical(client.get(path).content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_own_bookings_and_sessions_led_and_nobody_elses(client, user, path):
    mine = book(user, StudyGroupSessionFactory(online=True))
    book(user, waiting=True)
    book(user, cancelled=True)
    book(person())
    leader = PractitionerFactory(user=user)
    led = StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=[leader]))
    StudyGroupSessionFactory(study_group=led.study_group, live=False)
    found = entries(client, path)
    # The names are those of the invitation and of the public calendar: nothing comes twice.
    invited = occasion_of(mine, PartnershipSettings.load()).uid
    public = occasion_of_session(led).uid
    assert set(found) == {invited, public}
    assert mine.session.joining_link in found[invited]["location"]
    assert place_of(led) in found[public]["location"]
    assert user.email not in client.get(path).content.decode()


def test_calendar_follows_what_becomes_of_a_session(client, user, path):
    booking = book(user)
    uid, before = next(iter(entries(client, path).items()))
    later = twilight(21)
    move_session(booking.session, starts_at=later, ends_at=later + timedelta(hours=1), by=None)
    moved = entries(client, path)[uid]
    assert moved["dtstart"].dt == later
    assert moved["sequence"] > before["sequence"]
    postpone_session(booking.session, by=None)
    assert entries(client, path)[uid]["status"] == "CANCELLED"
    other = book(user)
    cancel_session(other.session, reason="Snow", by=None)
    assert [each["status"] for each in entries(client, path).values()] == ["CANCELLED"] * 2


def test_hour_is_right_when_the_clock_changes(client, user, path):
    """SAFETY 71: half past one comes twice on the October Sunday."""
    for fold, hour in ((0, 0), (1, 1)):
        starts = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold).astimezone(UTC)
        booking = book(user, StudyGroupSessionFactory(starts_at=starts))
        event = next(e for u, e in entries(client, path).items() if f"-{booking.pk}@" in u)
        assert event["dtstart"].dt == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_changed_and_ended_addresses_lead_nowhere(client, settings, user, path):
    assert client.get(path).status_code == 200
    client.force_login(user)
    assert settings.SITE_URL + path in client.get(PAGE).content.decode()
    client.post(PAGE, {"do": "make"})
    new = calendar_url(CalendarFeed.objects.get(user=user)).removeprefix(settings.SITE_URL)
    assert [client.get(each).status_code for each in (path, new)] == [404, 200]
    altered = new[:-5] + ("A" if new[-5] != "A" else "B") + new[-4:]
    assert client.get(altered).status_code == 404
    client.post(PAGE, {"do": "end"})
    assert client.get(new).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_each_page_shows_its_own_persons_address(client, user, path):
    client.force_login(person())
    assert "my-calendar/" not in client.get(PAGE).content.decode()
    client.post(PAGE, {"do": "end"})
    assert client.get(path).status_code == 200


def test_leaver_finds_an_empty_calendar_and_closed_or_erased_people_none(client, user, path):
    booking = book(user)
    colleague = booking.colleague
    type(booking.session).objects.update(places_taken=1)
    assert len(entries(client, path)) == 1
    colleague.left_on = twilight(0).date()
    colleague.save()
    assert entries(client, path) == {}
    user.is_active = False
    user.save()
    assert client.get(path).status_code == 404
    user.is_active = True
    user.save()
    erase_person(person_of(user), by=UserFactory(admin=True))
    assert client.get(path).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_calendar_is_private_and_unchanged_it_is_not_sent_again(client, user, path):
    book(user)
    first = client.get(path)
    assert first["Cache-Control"] == "private, max-age=600"
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    book(user)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_asking_too_often_and_guessing_are_stopped(client, path, monkeypatch, caplog):
    monkeypatch.setattr("psg_catalogue.views.own_calendar.TIMES_AN_HOUR", 2)
    monkeypatch.setattr("psg_catalogue.views.own_calendar.GUESSES_AN_HOUR", 2)
    assert TIMES_AN_HOUR > GUESSES_AN_HOUR > 2
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
    assert path not in caplog.text
    wrong = reverse("psg_catalogue:own_calendar_feed", args=["a" * 32])
    assert [client.get(wrong).status_code for _ in range(3)] == [404, 404, 429]


def test_calendar_costs_the_same_for_one_and_for_thirty(client, user, path, count_queries):
    leader = PractitionerFactory(user=user)
    group = StudyGroupPageFactory(leaders=[leader])
    book(user)
    StudyGroupSessionFactory(study_group=group)
    client.get(path)
    few = count_queries(lambda: client.get(path))
    for _ in range(8):
        book(user)
        StudyGroupSessionFactory(study_group=group)
    assert count_queries(lambda: client.get(path)) == few <= 10
