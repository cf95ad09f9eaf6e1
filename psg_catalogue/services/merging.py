"""Two sessions become one: the bookings of the one move to the other where they fit, and the one is
cancelled. A booking that moves keeps its row, and with it its history, its needs and its entry in
somebody's calendar."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from core.audit import record
from psg_catalogue.booking_moves import BOOKING_MOVES
from psg_catalogue.enums import BookingState, SessionState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.queries.clashes import others_of
from psg_catalogue.services import notices
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_sessions
from psg_catalogue.services.place_times import request_until
from psg_catalogue.services.places import bookable_places, take_places
from psg_catalogue.services.session_changes import refuse_undated
from psg_catalogue.services.waiting_list import next_order, offer_places, take_back_offer
from psg_catalogue.session_refusals import SameSession


@dataclass
class Merged:
    """What became of the bookings: moved with a place, moved and waiting (some of whom had one), or
    ended because the person is expected there or elsewhere at that time already."""

    session: StudyGroupSession
    placed: list[Booking] = field(default_factory=list)
    waiting: list[Booking] = field(default_factory=list)
    lost: list[Booking] = field(default_factory=list)
    ended: list[Booking] = field(default_factory=list)

    @property
    def moved(self) -> list[Booking]:
        return [*self.placed, *self.waiting]


@transaction.atomic
def merge_sessions(session: StudyGroupSession, *, into: StudyGroupSession, by=None) -> Merged:
    """`session` does not take place, and its bookings are bookings of `into`: as many as there are
    free places have one, those booked first before those who asked first; the others join its
    waiting list, in their order. Everyone concerned is told once. Raises SameSession,
    SessionIsHeld, SessionIsCancelled, SessionIsPast, SessionIsPostponed."""
    if session.pk == into.pk:
        raise SameSession
    locked = {each.pk: each for each in lock_sessions([session.pk, into.pk])}
    session, into = locked[session.pk], locked[into.pk]
    refuse_undated(session)
    refuse_undated(into)
    merged = Merged(into)
    _move_all(session, merged, by)
    _call_off(session, merged, by)
    record(into, "session.took_in", by=by, session=session.pk)
    notices.tell_of_merge(session, into, merged.moved, without_place=merged.lost)
    notices.tell_of_ending(session, merged.ended)
    offer_places(into, by=by)
    return merged


def _move_all(session: StudyGroupSession, merged: Merged, by) -> None:
    into = merged.session
    for booking in session.bookings.offered():
        booking.session = session
        take_back_offer(booking, by=by)
    with_place = session.bookings.taking_a_place().order_by("booked_at", "pk")
    about = ("colleague", "school", "booked_by")
    bookings = [
        *with_place.select_related(*about),
        *session.bookings.waiting().select_related(*about),
    ]
    others = others_of([booking.colleague for booking in bookings], into)
    free = bookable_places(into)
    for booking in bookings:
        old = session.calendar_sequence + booking.calendar_sequence
        booking.session = session
        elsewhere = [each for each in others[booking.colleague_id] if each.session_id != session.pk]
        if elsewhere:
            end_booking(booking, "call_off", "booking.called_off", by=by)
            merged.ended.append(booking)
        elif booking.state != BookingState.WAITING_LIST and free:
            free -= 1
            _move(booking, into, old, by)
            merged.placed.append(booking)
        else:
            _move_to_the_line(booking, into, old, merged, by)


def _move(booking: Booking, into: StudyGroupSession, old_sequence: int, by) -> None:
    """The place moves with the booking. Its calendar number rises above what calendars have."""
    take_places(booking.session, -1)
    booking.session = into
    booking.calendar_sequence = max(old_sequence + 1 - into.calendar_sequence, 0)
    if booking.state == BookingState.REQUESTED:
        booking.request_expires_at = request_until(into)
    booking.save(update_fields=["session", "calendar_sequence", "request_expires_at"])
    take_places(into, 1)
    record(booking, "booking.moved", by=by)


def _move_to_the_line(
    booking: Booking, into: StudyGroupSession, old_sequence: int, merged: Merged, by
) -> None:
    """No room: the booking waits at the other session, behind those who wait there."""
    had_place = booking.state != BookingState.WAITING_LIST
    if had_place:
        booking.state = BOOKING_MOVES.target("find_no_room", booking.state)
        take_places(booking.session, -1)
        merged.lost.append(booking)
    booking.line_order = next_order(into)
    booking.session = into
    booking.waiting_since = booking.waiting_since or timezone.now()
    booking.request_expires_at = None
    booking.calendar_sequence = max(old_sequence + 1 - into.calendar_sequence, 0)
    booking.save()
    merged.waiting.append(booking)
    record(booking, "booking.lost_place" if had_place else "booking.moved", by=by)


def _call_off(session: StudyGroupSession, merged: Merged, by) -> None:
    session.state = SessionState.CANCELLED
    title = merged.session.page.title
    session.cancellation_reason = f"It has been joined with “{title}”."[:300]
    session.calendar_sequence += 1
    session.save(update_fields=["state", "cancellation_reason", "calendar_sequence"])
    record(session, "session.merged", by=by, into=merged.session.pk)
