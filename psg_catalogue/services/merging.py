"""Two sessions become one: the bookings of the one move to the other where they fit, and the one is
cancelled. A booking that moves keeps its row, and with it its history, its needs and its entry in
somebody's calendar."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from core.audit import record
from psg_catalogue.booking_moves import BOOKING_MOVES
from psg_catalogue.enums import BookingState, SessionState
from psg_catalogue.models import Booking, PlaceOrder, StudyGroupSession
from psg_catalogue.queries.clashes import others_of
from psg_catalogue.services import notices, planned_visits
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_sessions
from psg_catalogue.services.place_credits import JOINED, credit_places
from psg_catalogue.services.place_orders import end_unpaid_orders
from psg_catalogue.services.place_times import request_until
from psg_catalogue.services.places import bookable_places, take_places
from psg_catalogue.services.session_changes import refuse_undated
from psg_catalogue.services.waiting_list import next_order, offer_places, take_back_offer
from psg_catalogue.session_refusals import SameSession


@dataclass
class Merged:
    """What became of the bookings: moved with a place, moved and waiting (some of whom had one), or
    ended because the person is expected there or elsewhere at that time already, or because the
    place was sold and there is none."""

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
    waiting list, in their order. A place that was sold moves with its order or ends and is
    credited, since nobody pays to wait; an order that is being paid for by card moves as a whole or
    comes to nothing. Everyone concerned is told once. Raises SameSession, SessionIsHeld,
    SessionIsCancelled, SessionIsPast, SessionIsPostponed."""
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
    planned_visits.carry_over(session, into, by=by)
    offer_places(into, by=by)
    end_unpaid_orders(session, reason=JOINED, by=by)
    credit_places(merged.ended, reason=JOINED, by=by)
    return merged


def _move_all(session: StudyGroupSession, merged: Merged, by) -> None:
    into = merged.session
    for booking in session.bookings.offered():
        booking.session = session
        take_back_offer(booking, by=by)
    with_place = session.bookings.taking_a_place().order_by("booked_at", "pk")
    about = ("colleague", "school", "booked_by", "order")
    bookings = [
        *with_place.select_related(*about),
        *session.bookings.waiting().select_related(*about),
    ]
    others = others_of([booking.colleague for booking in bookings], into)
    busy = {
        booking.pk
        for booking in bookings
        if any(each.session_id != session.pk for each in others[booking.colleague_id])
    }
    free = bookable_places(into)
    for together in _together(bookings):
        first = together[0]
        fits = len(together) <= free and first.state != BookingState.WAITING_LIST
        for booking in together:
            booking.session = session
        if any(booking.pk in busy for booking in together) or (first.order_id and not fits):
            _end(together, merged, by)
        elif fits:
            free -= len(together)
            _move_together(together, into, by)
            merged.placed += together
        else:
            _move_to_the_line(first, into, merged, by)


def _together(bookings: list[Booking]) -> list[list[Booking]]:
    """Each booking alone, but for those held until their order is paid for: the sum that the card
    page asks for is for all of them."""
    groups: dict[object, list[Booking]] = {}
    for booking in bookings:
        held = booking.state == BookingState.UNPAID
        groups.setdefault(("order", booking.order_id) if held else booking.pk, []).append(booking)
    return list(groups.values())


def _end(together: list[Booking], merged: Merged, by) -> None:
    for booking in together:
        end_booking(booking, "call_off", "booking.called_off", by=by)
        merged.ended.append(booking)


def _move_together(together: list[Booking], into: StudyGroupSession, by) -> None:
    for booking in together:
        _move(booking, into, by)
    orders = {booking.order_id for booking in together if booking.order_id}
    PlaceOrder.objects.filter(pk__in=orders).update(session=into)


def _move(booking: Booking, into: StudyGroupSession, by) -> None:
    """The place moves with the booking."""
    take_places(booking.session, -1)
    booking.calendar_sequence = _above(booking, into)
    booking.session = into
    if booking.state == BookingState.REQUESTED:
        booking.request_expires_at = request_until(into)
    booking.save(update_fields=["session", "calendar_sequence", "request_expires_at"])
    take_places(into, 1)
    record(booking, "booking.moved", by=by)


def _move_to_the_line(booking: Booking, into: StudyGroupSession, merged: Merged, by) -> None:
    """No room: the booking waits at the other session, behind those who wait there."""
    had_place = booking.state != BookingState.WAITING_LIST
    if had_place:
        booking.state = BOOKING_MOVES.target("find_no_room", booking.state)
        take_places(booking.session, -1)
        merged.lost.append(booking)
    booking.line_order = next_order(into)
    booking.calendar_sequence = _above(booking, into)
    booking.session = into
    booking.waiting_since = booking.waiting_since or timezone.now()
    booking.request_expires_at = None
    booking.save()
    merged.waiting.append(booking)
    record(booking, "booking.lost_place" if had_place else "booking.moved", by=by)


def _above(booking: Booking, into: StudyGroupSession) -> int:
    """The calendar number rises above what calendars have of the session it leaves."""
    had = booking.session.calendar_sequence + booking.calendar_sequence
    return max(had + 1 - into.calendar_sequence, 0)


def _call_off(session: StudyGroupSession, merged: Merged, by) -> None:
    session.state = SessionState.CANCELLED
    title = merged.session.page.title
    session.cancellation_reason = f"It has been joined with “{title}”."[:300]
    session.calendar_sequence += 1
    session.save(update_fields=["state", "cancellation_reason", "calendar_sequence"])
    record(session, "session.merged", by=by, into=merged.session.pk)
