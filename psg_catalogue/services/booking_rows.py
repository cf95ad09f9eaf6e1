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


@dataclass(frozen=True)
class BookingOutcome:
    """What came of asking: who has a place, whose place waits for a lead to agree, who waits for a
    place, and who had been booked before."""

    session: StudyGroupSession
    booked: list[Booking] = field(default_factory=list)
    requested: list[Booking] = field(default_factory=list)
    waiting: list[Booking] = field(default_factory=list)
    already: list[Booking] = field(default_factory=list)
    unpaid: list[Booking] = field(default_factory=list)

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
    order = next_order(session) if len(people) > free else 0
    for number, person in enumerate(people):
        drawn = {"asked": asked, "subscription": terms.subscription}
        if number >= terms.included:
            drawn = {"asked": asked, "order": bought}
        if "order" in drawn and bought and bought.pay_by == PayBy.CARD:
            outcome.unpaid.append(_written(session, person, **drawn, has_place=True))
        elif number >= free:
            outcome.waiting.append(_written(session, person, **drawn, line_order=order + number))
        elif asked.needs_agreement:
            outcome.requested.append(_written(session, person, **drawn, has_place=True))
        else:
            outcome.booked.append(_written(session, person, **drawn, has_place=True))
    take_places(session, len(outcome.booked) + len(outcome.requested) + len(outcome.unpaid))


def _written(
    session: StudyGroupSession,
    person: Colleague,
    *,
    asked: Asked,
    subscription: Subscription | None = None,
    order: PlaceOrder | None = None,
    has_place: bool = False,
    line_order: int = 0,
) -> Booking:
    now = timezone.now()
    if not has_place:
        state, action = BookingState.WAITING_LIST, "booking.joined_waiting_list"
    elif asked.needs_agreement:
        state, action = BookingState.REQUESTED, "booking.asked_for"
    elif order and order.pay_by == PayBy.CARD:
        state, action = BookingState.UNPAID, "booking.held"
    else:
        state, action = BookingState.CONFIRMED, "booking.made"
    booking = Booking.objects.create(
        session=session,
        colleague=person,
        school=asked.school,
        subscription=subscription,
        order=order,
        state=state,
        waiting_since=None if has_place else now,
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
        action,
        by=asked.by,
        on_behalf_of=asked.school.urn if asked.by_office else "",
        changes={"state": (None, booking.state)},
    )
    return booking
