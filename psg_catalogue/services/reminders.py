"""A reminder two working days before a session, once for each booking and date: a session that is
moved reminds anew."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from core.academic_year import LONDON
from core.models import Message
from core.working_days import working_days_before
from psg_catalogue.enums import OPEN_SESSION_STATES
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.services.locks import lock_session
from psg_catalogue.services.notices import remind

WORKING_DAYS_BEFORE = 2
AT = time(8, 0)
# No two working days lie further apart than this from the day after them.
_HORIZON = timedelta(days=14)


def reminder_time(starts_at: datetime) -> datetime:
    """Eight in the morning, London time, two working days before."""
    day = working_days_before(starts_at.astimezone(LONDON).date(), WORKING_DAYS_BEFORE)
    return datetime.combine(day, AT, tzinfo=LONDON)


def send_reminders(now: datetime | None = None) -> int:
    """Everyone with a place on a session whose reminder is due has been reminded. Returns for how
    many sessions; a second run writes nothing."""
    now = now or timezone.now()
    near = StudyGroupSession.objects.filter(
        state__in=OPEN_SESSION_STATES, starts_at__gt=now, starts_at__lte=now + _HORIZON
    )
    due = [session for session in near if reminder_time(session.starts_at) <= now]
    return sum(_remind(session) for session in due)


@transaction.atomic
def _remind(session: StudyGroupSession) -> bool:
    # Locked, so that nobody is reminded of a booking or a date that is just being given up.
    session = lock_session(session)
    if not session.is_open_state:
        return False
    key = f"reminder:{session.pk}:{session.starts_at.timestamp():.0f}"
    if Message.objects.filter(kind="session_reminder", once_key__startswith=f"{key}:").exists():
        return False
    # One who was booked after the hour has only just been told.
    booked = session.bookings.confirmed().filter(booked_at__lt=reminder_time(session.starts_at))
    bookings = list(booked.select_related("colleague", "school", "booked_by"))
    for booking in bookings:
        booking.session = session
    remind(session, bookings, key=key)
    return bool(bookings)
