"""Until when offers stand, when the list stops, and what notice is: by a London clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.academic_year import LONDON
from directory.enums import Season
from directory.models import LocalAuthority, Term
from psg_catalogue.models import BookingRules
from psg_catalogue.services.place_times import (
    is_late,
    last_day_in_time,
    list_has_stopped,
    list_stops_at,
    offer_until,
    request_until,
)
from tests.factories.psg_catalogue import LASTING, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


def at(*moment):
    return datetime(*moment, tzinfo=LONDON)


def session_at(starts_at, **facts):
    return StudyGroupSessionFactory(starts_at=starts_at, ends_at=starts_at + LASTING, **facts)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(2026, 11, 2, 9), at(2026, 11, 4, 9)),  # far off: 48 hours
        (at(2026, 11, 15, 12), at(2026, 11, 16, 12)),  # a quarter of the four days that are left
        (at(2026, 11, 19, 8), at(2026, 11, 19, 10)),  # never less than two hours …
        (at(2026, 11, 19, 11), at(2026, 11, 19, 12)),  # … nor beyond the moment the list stops
        (at(2026, 11, 20, 10), at(2026, 11, 20, 12)),  # out of turn, once it has stopped
        (at(2026, 11, 20, 15), at(2026, 11, 20, 16, 15)),  # never beyond the start
    ],
)
def test_an_offer_is_shorter_the_nearer_the_session(now, until):
    session = session_at(at(2026, 11, 20, 16, 15))
    assert list_stops_at(session) == at(2026, 11, 19, 12)
    assert offer_until(session, now=now) == until


def test_the_rules_are_settings():
    rules = BookingRules(offer_hours=10, offer_share=50, list_stops_days=2, request_hours=5)
    session = session_at(at(2026, 11, 20, 16, 15))
    now = at(2026, 11, 18, 0)
    assert list_stops_at(session, rules) == at(2026, 11, 18, 12)
    assert offer_until(session, rules, now) == at(2026, 11, 18, 6)
    assert request_until(session, rules, now) == at(2026, 11, 18, 5)
    assert not list_has_stopped(session, rules, at(2026, 11, 18, 11, 59))
    assert list_has_stopped(session, rules, at(2026, 11, 18, 12))


def test_notice_leaves_out_weekends_bank_holidays_and_school_holidays(settings):
    authority = LocalAuthority.objects.create(code=settings.HOST_LA_CODE, name="Marlshire")
    session = session_at(at(2027, 5, 5, 16, 15))  # a Wednesday; Monday 3 May is a bank holiday
    assert last_day_in_time(session) == date(2027, 4, 27)
    Term.objects.create(
        authority=authority, academic_year=2026, season=Season.SUMMER,
        starts_on=date(2027, 4, 29), ends_on=date(2027, 7, 20),
    )  # fmt: skip
    Term.objects.create(
        authority=authority, academic_year=2026, season=Season.SPRING,
        starts_on=date(2027, 1, 5), ends_on=date(2027, 3, 25),
    )  # fmt: skip
    from django.core.cache import caches

    caches["fragments"].clear()
    # Tuesday, Friday and Thursday of the new term, then the last two days of the old one.
    assert last_day_in_time(session) == date(2027, 3, 24)
    assert last_day_in_time(session, BookingRules(notice_leaves_out_holidays=False)) == date(
        2027, 4, 27
    )
    assert last_day_in_time(session, BookingRules(notice_working_days=0)) is None


def test_late_is_after_the_last_day_in_time_by_a_london_clock():
    session = session_at(at(2026, 6, 26, 16, 15))  # a Friday in summer time
    assert last_day_in_time(session) == date(2026, 6, 19)
    assert not is_late(session, now=datetime(2026, 6, 19, 22, 59, tzinfo=UTC))
    assert is_late(session, now=datetime(2026, 6, 19, 23, 0, tzinfo=UTC))
    session.state = "postponed"
    assert not is_late(session, now=datetime(2026, 6, 25, tzinfo=UTC))


def test_times_are_right_across_the_change_of_the_clocks():
    """SAFETY 71: a session at 01:30 on the October Sunday happens once, and what hangs on it is
    right on both sides of the change."""
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    second = first.replace(fold=1)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    session = session_at(second.astimezone(UTC))
    assert list_stops_at(session) == at(2026, 10, 24, 12)
    monday = session_at(at(2026, 10, 26, 16, 15))
    now = at(2026, 10, 24, 13)
    # The Sunday has 25 hours: from one o'clock to noon of the next day it is 24, not 23.
    assert (list_stops_at(monday).astimezone(UTC) - now.astimezone(UTC)) == timedelta(hours=24)
    assert offer_until(monday, now=now).astimezone(UTC) == datetime(2026, 10, 24, 18, tzinfo=UTC)
