"""Access and dietary needs: noted for one booking, read by few, gone when the session is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.audit import record
from core.services.outbox import one_line
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, SessionState
from psg_catalogue.models import AccessNeed, Booking
from psg_catalogue.refusals import NotBooked, SessionOver
from psg_catalogue.services.locks import lock_booking


@transaction.atomic
def note_needs(
    booking: Booking, *, words: str, by=None, by_office: bool = False
) -> AccessNeed | None:
    """The session's leader and the office can read this; it takes the place of what was noted
    before, and blank words remove that. The history says that something was noted, never what.
    Raises NotBooked, SessionOver."""
    booking, session = lock_booking(booking)
    if booking.state not in ACTIVE_BOOKING_STATES:
        raise NotBooked
    if session.state == SessionState.HELD or (
        session.is_open_state and session.ends_at <= timezone.now()
    ):
        raise SessionOver
    on_behalf_of = booking.school.urn if by_office else ""
    words = one_line(words)
    if not words:
        if AccessNeed.objects.filter(booking=booking).delete()[0]:
            record(booking, "needs.removed", by=by, on_behalf_of=on_behalf_of)
        return None
    need, _ = AccessNeed.objects.update_or_create(
        booking=booking, defaults={"words": words, "written_at": timezone.now()}
    )
    record(booking, "needs.noted", by=by, on_behalf_of=on_behalf_of)
    return need


def forget_needs(now: datetime | None = None) -> int:
    """What was noted for sessions that are over or off, or for bookings that have ended, is gone.
    Returns how many rows. A postponed session keeps them: it still takes place."""
    now = now or timezone.now()
    over = Q(booking__session__ends_at__lte=now) & ~Q(
        booking__session__state=SessionState.POSTPONED
    )
    off = Q(booking__session__state__in=[SessionState.CANCELLED, SessionState.HELD])
    ended = ~Q(booking__state__in=ACTIVE_BOOKING_STATES)
    return AccessNeed.objects.filter(over | off | ended).delete()[0]
