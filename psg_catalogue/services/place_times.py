"""Until when things about places can be done: offers answered, the list going on, notice given."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.models import PartnershipSettings
from core.working_days import working_days_before
from psg_catalogue.models import BookingRules, StudyGroupSession
from psg_catalogue.queries.terms import host_terms, term_of


def list_stops_at(session: StudyGroupSession, rules: BookingRules | None = None) -> datetime:
    """When the waiting list stops and walk-ins begin: by a London clock, never after the start."""
    rules = rules or BookingRules.current()
    day = session.day - timedelta(days=rules.list_stops_days)
    stops = datetime.combine(day, rules.list_stops_at, tzinfo=LONDON)
    return min(stops, session.starts_at)


def list_has_stopped(
    session: StudyGroupSession, rules: BookingRules | None = None, now: datetime | None = None
) -> bool:
    """True once nobody is offered a place any more, and whoever comes first has what is left."""
    return list_stops_at(session, rules) <= (now or timezone.now())


def offer_until(
    session: StudyGroupSession, rules: BookingRules | None = None, now: datetime | None = None
) -> datetime:
    """Until when an offer made now stands: a share of the time that is left until the list stops,
    so that it shortens as the session nears, between the least and the most. Never beyond the
    moment the list stops; once it has, never beyond the start."""
    rules = rules or BookingRules.current()
    # In UTC: hours between two London times would be counted by the clock on the wall.
    now, stops = (now or timezone.now()).astimezone(UTC), list_stops_at(session, rules)
    stops = stops.astimezone(UTC)
    if stops <= now:
        return min(now + timedelta(hours=rules.offer_least_hours), session.starts_at)
    share = (stops - now) * rules.offer_share / 100
    wanted = max(share, timedelta(hours=rules.offer_least_hours))
    return min(now + min(wanted, timedelta(hours=rules.offer_hours)), stops)


def request_until(
    session: StudyGroupSession, rules: BookingRules | None = None, now: datetime | None = None
) -> datetime:
    """Until when a place is held for a lead to agree; never beyond the start."""
    rules, now = rules or BookingRules.current(), (now or timezone.now()).astimezone(UTC)
    return min(now + timedelta(hours=rules.request_hours), session.starts_at)


def last_day_in_time(session: StudyGroupSession, rules: BookingRules | None = None) -> date | None:
    """The last day on which a place can be given back without being late; None where nothing is.
    Weekends and bank holidays are no notice, nor school holidays where the rules say so (P10)."""
    rules = rules or BookingRules.current()
    if not rules.notice_working_days:
        return None
    day = session.day
    closed = _school_holidays(day) if rules.notice_leaves_out_holidays else None
    return working_days_before(day, rules.notice_working_days, closed)


def is_late(
    session: StudyGroupSession, rules: BookingRules | None = None, now: datetime | None = None
) -> bool:
    """True when a place given back now is given back late. A session without a date never is."""
    if not session.is_open_state:
        return False
    last = last_day_in_time(session, rules)
    today = (now or timezone.now()).astimezone(LONDON).date()
    return last is not None and today > last


def _school_holidays(day: date) -> Callable[[date], bool]:
    """Which days before `day` are holidays by the host authority's terms. A year whose terms
    nobody has entered has none: nobody's notice is stretched by a table that is not there."""
    terms = host_terms(PartnershipSettings.load(), AcademicYear.of(day).previous)
    known = {AcademicYear.of(term.starts_on) for term in terms}

    def is_holiday(day: date) -> bool:
        if AcademicYear.of(day) not in known:
            return False
        term = term_of(terms, day)
        if term is None:
            return True
        return bool(term.half_term and term.half_term[0] <= day <= term.half_term[1])

    return is_holiday
