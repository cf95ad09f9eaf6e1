"""A reminder two working days before, once."""

from datetime import datetime, timedelta

import pytest

from core.academic_year import LONDON
from core.models import Message
from psg_catalogue.services.reminders import reminder_time, send_reminders
from tests.factories.directory import ColleagueFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        (london(2026, 11, 26, 16, 15), london(2026, 11, 24, 8)),  # Thursday: Tuesday
        (london(2026, 11, 24, 16, 15), london(2026, 11, 20, 8)),  # Tuesday: Friday before
        (london(2026, 12, 29, 16, 15), london(2026, 12, 23, 8)),  # Christmas and its substitute
        (london(2027, 3, 30, 9, 0), london(2027, 3, 24, 8)),  # after Easter
        (london(2026, 10, 27, 0, 30), london(2026, 10, 23, 8)),  # clocks went back on the Sunday
    ],
)
def test_reminder_time_counts_working_days(starts_at, expected):
    assert reminder_time(starts_at) == expected


@pytest.fixture
def session():
    starts_at = london(2026, 11, 26, 16, 15)
    return StudyGroupSessionFactory(starts_at=starts_at)


DUE = london(2026, 11, 24, 8)


def booking_on(session, email="aurelia@example.org", **facts):
    return BookingFactory(
        session=session,
        colleague=ColleagueFactory(email=email),
        booked_at=london(2026, 11, 1),
        **facts,
    )


def addresses():
    return sorted(Message.objects.values_list("to_email", flat=True))


def test_reminders_wait_for_their_hour(session):
    booking_on(session)
    assert send_reminders(DUE - timedelta(seconds=1)) == 0
    assert send_reminders(DUE) == 1
    assert addresses() == ["aurelia@example.org"]


def test_reminders_go_once_however_often_they_run(session):
    booking_on(session)
    booking_on(session, email="")
    send_reminders(DUE)
    assert send_reminders(DUE + timedelta(hours=1)) == 0
    assert addresses() == ["aurelia@example.org"]


def test_reminders_go_anew_when_the_session_is_moved(session):
    booking_on(session)
    send_reminders(DUE)
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    session.save()
    assert send_reminders(DUE + timedelta(days=1)) == 1
    assert addresses() == ["aurelia@example.org"] * 2


def test_reminders_leave_out_those_waiting_cancelled_or_just_booked(session):
    booking_on(session)
    booking_on(session, email="waits@example.org", waiting=True)
    booking_on(session, email="gone@example.org", cancelled=True)
    late = booking_on(session, email="late@example.org")
    late.booked_at = DUE
    late.save()
    send_reminders(DUE + timedelta(hours=3))
    assert addresses() == ["aurelia@example.org"]


@pytest.mark.parametrize("trait", ["cancelled", "postponed"])
def test_reminders_are_not_sent_for_sessions_that_are_off(trait):
    session = StudyGroupSessionFactory(starts_at=london(2026, 11, 26, 16, 15), **{trait: True})
    booking_on(session)
    assert send_reminders(DUE) == 0
    assert addresses() == []


def test_reminders_stop_when_the_session_has_begun(session):
    booking_on(session)
    assert send_reminders(session.starts_at) == 0
