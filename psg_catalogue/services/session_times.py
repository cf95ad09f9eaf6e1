"""When a session may be, and until when it may be booked."""

from datetime import datetime, time, timedelta

from core.academic_year import LONDON
from psg_catalogue.session_refusals import DeadlineAfterStart, EndsBeforeItStarts, LastsTooLong

# Noon of the day before: the school's office is open to answer, and the leader can still print.
BOOKING_CLOSES = time(12, 0)
LONGEST = timedelta(hours=24)


def usual_deadline(starts_at: datetime) -> datetime:
    """Noon in London of the day before a session."""
    day = starts_at.astimezone(LONDON).date() - timedelta(days=1)
    return datetime.combine(day, BOOKING_CLOSES, tzinfo=LONDON)


def moved_deadline(
    closes_at: datetime | None, starts_at: datetime, new_start: datetime
) -> datetime | None:
    """The deadline that goes with the new start: as many days before it, at the same time of day
    by a London clock, and never after the start."""
    if closes_at is None:
        return None
    closes, starts = closes_at.astimezone(LONDON), starts_at.astimezone(LONDON)
    days_before = starts.date() - closes.date()
    day = new_start.astimezone(LONDON).date() - days_before
    return min(datetime.combine(day, closes.time(), tzinfo=LONDON), new_start)


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raises EndsBeforeItStarts or LastsTooLong."""
    if ends_at <= starts_at:
        raise EndsBeforeItStarts
    if ends_at - starts_at >= LONGEST:
        raise LastsTooLong


def check_deadline(closes_at: datetime | None, starts_at: datetime) -> None:
    """Raises DeadlineAfterStart."""
    if closes_at is not None and closes_at > starts_at:
        raise DeadlineAfterStart
