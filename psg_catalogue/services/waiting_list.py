"""The waiting list: in order, and only while the session is full."""

from django.db.models import F
from django.utils import timezone

from core.audit import record
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.services.notices import tell_of_place


def fill_places(session: StudyGroupSession, *, by=None) -> list[Booking]:
    """Give every free place to the head of the waiting list, and tell each person so.

    Call it inside the transaction that freed a place or made room, with the session row locked
    (services.locks): otherwise a new booking could take the place that was just given. After the
    session has begun, or when it is off, nobody moves up. Returns those who now have a place."""
    if not session.is_open_state or session.starts_at <= timezone.now():
        return []
    free = session.capacity - session.bookings.confirmed().count()
    if free <= 0:
        return []
    people = session.bookings.waiting().select_related("colleague", "school", "booked_by")
    given = [_give_place(booking, session, by) for booking in people[:free]]
    take_places(session, len(given))
    return given


def take_places(session: StudyGroupSession, number: int) -> None:
    """Count places as taken, or as freed where `number` is below zero. The sum is the database's,
    so that its CHECK is a second line should the lock ever be forgotten."""
    if number:
        rows = StudyGroupSession.objects.filter(pk=session.pk)
        rows.update(places_taken=F("places_taken") + number)
        session.places_taken += number


def _give_place(booking: Booking, session: StudyGroupSession, by) -> Booking:
    booking.session = session
    booking.state = BookingState.CONFIRMED
    booking.booked_at = timezone.now()
    booking.waiting_since = None
    booking.save(update_fields=["state", "booked_at", "waiting_since"])
    was, now = BookingState.WAITING_LIST, BookingState.CONFIRMED
    record(booking, "booking.place_given", by=by, changes={"state": (was, now)})
    tell_of_place(booking)
    return booking
