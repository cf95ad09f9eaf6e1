"""The waiting list: places are offered to its head, for a time that shortens as the session nears.

An offer holds its place until it is answered or runs out; then the next in line is offered it. From
a set hour before the session nobody is offered anything more: whoever comes to the door is let in
while there is room."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.audit import record
from core.services.outbox import one_line
from psg_catalogue.booking_moves import BOOKING_MOVES
from psg_catalogue.enums import OPEN_SESSION_STATES, BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.refusals import (
    NoFreePlace,
    NoReason,
    NotInLine,
    OfferOver,
    SessionOver,
)
from psg_catalogue.services import notices
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_booking, lock_session
from psg_catalogue.services.place_times import (
    list_has_stopped,
    offer_until,
    request_until,
)
from psg_catalogue.services.places import free_places, take_places


def offer_places(session: StudyGroupSession, *, by=None) -> list[Booking]:
    """Offer every free place to the head of the waiting list, and tell each person so.

    Call it inside the transaction that freed a place or made room, with the session row locked
    (services.locks): otherwise a new booking could take the place that was just offered. When the
    list has stopped, or the session is off, nobody is offered one."""
    if not session.is_open_state or list_has_stopped(session):
        return []
    if not (free := free_places(session)):
        return []
    line = session.bookings.waiting().select_related("colleague", "school", "booked_by")
    return [_offer(booking, session, by) for booking in line[:free]]


@transaction.atomic
def accept_offer(
    booking: Booking, *, by=None, by_office: bool = False, may_agree: bool = False
) -> Booking:
    """The place is theirs. Where a lead of their school has to agree first, it is held for that,
    unless it is a lead or the office that accepts (`may_agree`). Accepting twice changes nothing
    more. Raises OfferOver."""
    booking, session = lock_booking(booking)
    if booking.state in (BookingState.CONFIRMED, BookingState.REQUESTED):
        return booking
    if booking.state != BookingState.OFFERED or booking.offer_expires_at <= timezone.now():
        raise OfferOver
    asks = booking.needs_agreement and not may_agree
    was = booking.state
    booking.state = BOOKING_MOVES.target("accept_and_ask" if asks else "accept", booking.state)
    booking.offer_expires_at = booking.waiting_since = None
    booking.request_expires_at = request_until(session) if asks else None
    booking.needs_agreement = asks
    booking.booked_at = timezone.now()
    booking.save()
    for_school = booking.school.urn if by_office else ""
    changes = {"state": (was, booking.state)}
    record(booking, "booking.offer_accepted", by=by, on_behalf_of=for_school, changes=changes)
    if asks:
        notices.tell_of_requests([booking])
    else:
        notices.tell_of_place(booking)
    return booking


@transaction.atomic
def decline_offer(booking: Booking, *, by=None, by_office: bool = False) -> Booking:
    """They do not want the place, and no longer wait; the next in line is offered it. Declining
    twice changes nothing more. Raises OfferOver."""
    booking, session = lock_booking(booking)
    if booking.state == BookingState.DECLINED:
        return booking
    if booking.state != BookingState.OFFERED:
        raise OfferOver
    for_school = booking.school.urn if by_office else ""
    end_booking(booking, "decline", "booking.offer_declined", by=by, on_behalf_of=for_school)
    notices.tell_of_cancelled_booking(booking, had_place=False)
    offer_places(session, by=by)
    return booking


def let_run_out(now: datetime | None = None) -> int:
    """Offers and requests that nobody answered in time are over, those who had them are told, and
    the places are offered on. Returns how many; a second run finds none."""
    now = now or timezone.now()
    sessions = Booking.objects.run_out(now).values_list("session", flat=True).distinct()
    return sum(_let_run_out(pk, now) for pk in sorted(sessions))


@transaction.atomic
def _let_run_out(session_pk: int, now: datetime) -> int:
    session = lock_session(StudyGroupSession(pk=session_pk))
    over = session.bookings.run_out(now).select_related("colleague", "school", "booked_by")
    over = list(over.order_by("pk"))
    for booking in over:
        booking.session = session
        was_offer = booking.state == BookingState.OFFERED
        action = "booking.offer_ran_out" if was_offer else "booking.request_ran_out"
        end_booking(booking, "run_out", action)
        notices.tell_of_running_out(booking, was_offer=was_offer)
    offer_places(session)
    return len(over)


def tell_of_stopped_lists(now: datetime | None = None) -> int:
    """Whoever still waits when a list stops is told once, and that they may come to the door.
    Returns for how many sessions."""
    now = now or timezone.now()
    near = StudyGroupSession.objects.filter(
        state__in=OPEN_SESSION_STATES, starts_at__gt=now, bookings__state=BookingState.WAITING_LIST
    ).distinct()
    stopped = [session for session in near if list_has_stopped(session, now=now)]
    return sum(_tell_of_stopped_list(session, now) for session in stopped)


@transaction.atomic
def _tell_of_stopped_list(session: StudyGroupSession, now: datetime) -> bool:
    session = lock_session(session)
    waiting = list(session.bookings.waiting().select_related("colleague", "school", "booked_by"))
    if not waiting or not session.is_open_state or not list_has_stopped(session, now=now):
        return False
    return notices.tell_of_stopped_list(session, waiting)


@transaction.atomic
def move_in_line(booking: Booking, *, to: int, reason: str, by=None) -> Booking:
    """The person stands at this place of the line, 1 being its head, and the others close up. The
    reason stands in the history. Raises NoReason, NotInLine."""
    booking, session = lock_booking(booking)
    reason = one_line(reason)
    if not reason:
        raise NoReason
    line = list(session.bookings.waiting())
    if booking not in line:
        raise NotInLine
    was = line.index(booking) + 1
    line.remove(booking)
    line.insert(min(max(to, 1), len(line) + 1) - 1, booking)
    # Those who hold an offer keep their numbers, in front of everyone who waits.
    first = _last_order(session.bookings.offered()) + 1
    for number, each in enumerate(line, start=first):
        each.line_order = number
    Booking.objects.bulk_update(line, ["line_order"])
    place = line.index(booking) + 1
    record(booking, "booking.moved_in_line", by=by, from_place=was, to=place, reason=reason)
    return booking


@transaction.atomic
def offer_out_of_turn(booking: Booking, *, reason: str, by=None) -> Booking:
    """A free place is offered to this person though others were before them, or though the list
    has stopped. The reason stands in the history. Raises NoReason, NotInLine, SessionOver,
    NoFreePlace."""
    booking, session = lock_booking(booking)
    reason = one_line(reason)
    if not reason:
        raise NoReason
    if booking.state == BookingState.OFFERED:
        return booking
    if booking.state != BookingState.WAITING_LIST:
        raise NotInLine
    if not session.is_open_state or session.starts_at <= timezone.now():
        raise SessionOver
    if not free_places(session):
        raise NoFreePlace
    return _offer(booking, session, by, "booking.offered_out_of_turn", reason=reason)


def follow_new_date(session: StudyGroupSession, *, by=None) -> None:
    """Offers and requests move with the session's date: each has the time that one made now would
    have. Where the new date is so near that the list has stopped, or there is no date, offers are
    taken back, and those people wait again, first in line."""
    dated = session.is_open_state and not list_has_stopped(session)
    offered = session.bookings.offered().select_related("colleague", "school", "booked_by")
    for booking in offered:
        booking.session = session
        if dated:
            booking.offer_expires_at = offer_until(session)
            booking.save(update_fields=["offer_expires_at"])
        else:
            take_back_offer(booking, by=by)
    if session.is_open_state:
        requested = session.bookings.filter(state=BookingState.REQUESTED)
        requested.update(request_expires_at=request_until(session))


def take_back_offer(booking: Booking, *, by=None) -> None:
    """The person waits again, where they stood. Call it with the session locked."""
    was = booking.state
    booking.state = BOOKING_MOVES.target("take_back", booking.state)
    booking.offer_expires_at = None
    booking.save(update_fields=["state", "offer_expires_at"])
    record(booking, "booking.offer_taken_back", by=by, changes={"state": (was, booking.state)})
    take_places(booking.session, -1)


def next_order(session: StudyGroupSession) -> int:
    """The number of the next to join the line: behind all who ever stood in it."""
    return _last_order(session.bookings.all()) + 1


def _last_order(bookings) -> int:
    return bookings.aggregate(last=Max("line_order"))["last"] or 0


def _offer(
    booking: Booking, session: StudyGroupSession, by, action: str = "booking.offered", **details
) -> Booking:
    booking.session = session
    was = booking.state
    booking.state = BOOKING_MOVES.target("offer", booking.state)
    booking.offer_expires_at = offer_until(session)
    # The link of an earlier offer leads nowhere from now on.
    booking.link_nonce = uuid.uuid4()
    booking.save(update_fields=["state", "offer_expires_at", "link_nonce"])
    record(booking, action, by=by, changes={"state": (was, booking.state)}, **details)
    take_places(session, 1)
    notices.tell_of_offer(booking)
    return booking
