"""How a booking ends, whichever way: the row, the count and the needs are kept right here."""

from django.utils import timezone

from core.audit import record
from psg_catalogue.booking_moves import BOOKING_MOVES
from psg_catalogue.enums import PLACE_STATES
from psg_catalogue.models import AccessNeed, Booking
from psg_catalogue.services.allowances import give_back
from psg_catalogue.services.places import take_places


def end_booking(booking: Booking, move: str, action: str, *, by=None, **details) -> bool:
    """The booking is over by this move; what was held for it is free, what was noted of needs is
    gone, and the subscription has its place back, unless it was used. Call it with the session
    locked. Returns whether it took a place until now."""
    was, took_place = booking.state, booking.state in PLACE_STATES
    booking.state = BOOKING_MOVES.target(move, booking.state)
    booking.ended_at = timezone.now()
    booking.offer_expires_at = booking.request_expires_at = None
    booking.calendar_sequence += 1
    booking.save(
        update_fields=[
            "state", "ended_at", "offer_expires_at", "request_expires_at", "calendar_sequence",
        ]
    )  # fmt: skip
    AccessNeed.objects.filter(booking=booking).delete()
    record(booking, action, by=by, changes={"state": (was, booking.state)}, **details)
    give_back([booking])
    if took_place:
        take_places(booking.session, -1)
    return took_place
