"""Who waits for a place, and how far along."""

from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession


def positions(session: StudyGroupSession) -> dict[int, int]:
    """The place in the line of each waiting booking of a session, by its number; 1 is the head."""
    waiting = session.bookings.waiting().values_list("pk", flat=True)
    return {pk: place for place, pk in enumerate(waiting, start=1)}


def position(booking: Booking) -> int:
    """1 at the head of the waiting list; 0 for a booking that is not waiting."""
    if booking.state != BookingState.WAITING_LIST:
        return 0
    return positions(booking.session)[booking.pk]
