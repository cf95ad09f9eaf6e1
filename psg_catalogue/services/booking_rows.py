"""The rows of a booking: who gets a place, who waits, what stands in the record."""

import uuid
from dataclasses import dataclass, field

from django.utils import timezone

from core.audit import record
from directory.models import Colleague, School
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, PlaceOrder, StudyGroupSession
from psg_catalogue.refusals import WaitingListStopped
from psg_catalogue.services.allowances import Allowances
from psg_catalogue.services.place_orders import PlacePayment
from psg_catalogue.services.place_terms import PlaceTerms
from psg_catalogue.services.place_times import list_has_stopped, request_until
from psg_catalogue.services.places import bookable_places, take_places
from psg_catalogue.services.waiting_list import next_order
from subscriptions.enums import PayBy
from subscriptions.models import Subscription

# What the history calls a booking that begins in each state.
_ACTIONS = {
    BookingState.CONFIRMED: "booking.made",
    BookingState.REQUESTED: "booking.asked_for",
    BookingState.WAITING_LIST: "booking.joined_waiting_list",
    BookingState.UNPAID: "booking.held",
}


@dataclass(frozen=True)
class BookingOutcome:
    """What came of asking: who has a place, whose place waits for a lead to agree, who waits for a
    place, who had been booked before, and whose place is held until it is paid for by card."""

    session: StudyGroupSession
    booked: list[Booking] = field(default_factory=list)
    requested: list[Booking] = field(default_factory=list)
    waiting: list[Booking] = field(default_factory=list)
    already: list[Booking] = field(default_factory=list)
    unpaid: list[Booking] = field(default_factory=list)

    def having(self, state: BookingState) -> list[Booking]:
        """Those whose bookings began in this state."""
        return {
            BookingState.CONFIRMED: self.booked,
            BookingState.REQUESTED: self.requested,
            BookingState.WAITING_LIST: self.waiting,
            BookingState.UNPAID: self.unpaid,
        }[state]

    @property
    def order(self) -> PlaceOrder | None:
        """What is still to be paid by card."""
        return self.unpaid[0].order if self.unpaid else None

    @property
    def bookings(self) -> list[Booking]:
        """Everyone asked for, those with a new place first."""
        return [*self.booked, *self.unpaid, *self.requested, *self.waiting, *self.already]


@dataclass(frozen=True)
class Asked:
    """For whom and by whom something is booked, and whether a lead has to agree to it. What one
    person asks for in one go is agreed to by one link."""

    school: School
    by: object
    by_office: bool
    needs_agreement: bool
    for_oneself: bool
    allowances: Allowances
    payment: PlacePayment | None
    nonce: uuid.UUID = field(default_factory=uuid.uuid4)


def write_bookings(
    outcome: BookingOutcome,
    people: list[Colleague],
    asked: Asked,
    terms: PlaceTerms,
    bought: PlaceOrder | None,
) -> None:
    """Each has a place while there is room and nobody waits, and stands on the waiting list after
    that. The caller holds the session's row. Raises WaitingListStopped."""
    session = outcome.session
    free = bookable_places(session)
    if len(people) > free and list_has_stopped(session):
        raise WaitingListStopped(session, free)
    behind = next_order(session) if len(people) > free else 0
    for number, person in enumerate(people):
        included = number < terms.included
        order = None if included else bought
        state = _state_of(asked, order, has_room=number < free)
        booking = _write(
            session,
            person,
            asked,
            state,
            subscription=terms.subscription if included else None,
            order=order,
            line_order=behind + number if state == BookingState.WAITING_LIST else 0,
        )
        outcome.having(state).append(booking)
    take_places(session, len(outcome.booked) + len(outcome.requested) + len(outcome.unpaid))


def _state_of(asked: Asked, order: PlaceOrder | None, *, has_room: bool) -> BookingState:
    """What is paid for by card is held until then; it is sold only while there is room."""
    if order and order.pay_by == PayBy.CARD:
        return BookingState.UNPAID
    if not has_room:
        return BookingState.WAITING_LIST
    return BookingState.REQUESTED if asked.needs_agreement else BookingState.CONFIRMED


def _write(
    session: StudyGroupSession,
    person: Colleague,
    asked: Asked,
    state: BookingState,
    *,
    subscription: Subscription | None,
    order: PlaceOrder | None,
    line_order: int,
) -> Booking:
    now = timezone.now()
    booking = Booking.objects.create(
        session=session,
        colleague=person,
        school=asked.school,
        subscription=subscription,
        order=order,
        state=state,
        waiting_since=now if state == BookingState.WAITING_LIST else None,
        line_order=line_order,
        needs_agreement=asked.needs_agreement,
        request_expires_at=request_until(session) if state == BookingState.REQUESTED else None,
        link_nonce=asked.nonce if state == BookingState.REQUESTED else uuid.uuid4(),
        booked_at=now,
        booked_by=asked.by,
        by_office=asked.by_office,
    )
    record(
        booking,
        _ACTIONS[state],
        by=asked.by,
        on_behalf_of=asked.school.urn if asked.by_office else "",
        changes={"state": (None, booking.state)},
    )
    return booking
