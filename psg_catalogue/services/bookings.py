"""Booking places for named colleagues, and giving them back.

Several are booked at once. As many as there are places get one; those beyond go to the waiting
list, in the order they were given (5 people for 3 places: 3 booked, 2 waiting). If any one of them
cannot be booked at all, nobody is (SAFETY 5), on none of the sessions asked for. A booking once
made stays, and keeps its turn, if the school's subscription lapses later (SAFETY 10).

Where a school's leads agree to each booking first, a colleague's own request holds its place until
one of them answers (services.agreement)."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.audit import record
from directory.models import Colleague, School
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, Access, BookingState, SessionState
from psg_catalogue.models import Booking, PlaceOrder, StudyGroupSession
from psg_catalogue.queries.agreement import a_lead_agrees
from psg_catalogue.queries.clashes import others_of
from psg_catalogue.refusals import (
    AllowanceSpent,
    BookingClosed,
    BookingRefused,
    NobodyNamed,
    NoSubscription,
    PaymentOverdue,
    PeopleRefused,
    PlacesCost,
    PlacesSoldOut,
    PriceNeedsLead,
    PriceUnknown,
    SessionCancelled,
    SessionOver,
    SessionPostponed,
    SessionsRefused,
    StillBeingPaid,
    WaitingListStopped,
)
from psg_catalogue.services.allowances import Allowances, draw, drawn_from, lock_allowances
from psg_catalogue.services.attenders import (
    Newcomer,
    lock_people,
    on_staff_list,
    person_refusal,
)
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_booking, lock_sessions
from psg_catalogue.services.notices import (
    tell_booked,
    tell_of_cancelled_booking,
    tell_of_requests,
)
from psg_catalogue.services.place_orders import PlacePayment, make_order
from psg_catalogue.services.place_terms import PlaceTerms, terms_for
from psg_catalogue.services.place_times import list_has_stopped, request_until
from psg_catalogue.services.places import bookable_places, take_places
from psg_catalogue.services.unused_places import record_late_cancellation
from psg_catalogue.services.waiting_list import next_order, offer_places
from subscriptions.enums import PayBy
from subscriptions.models import Subscription
from subscriptions.queries import covering_subscription, lapsed_before
from subscriptions.refusals import VatRateMissing
from subscriptions.services.invoices import issue_invoice
from subscriptions.unpaid import unpaid_hold


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


def book_places(
    session: StudyGroupSession,
    colleagues: Sequence[Colleague],
    *,
    school: School,
    newcomers: Sequence[Newcomer] = (),
    by=None,
    by_office: bool = False,
    for_oneself: bool = False,
    payment: PlacePayment | None = None,
) -> BookingOutcome:
    """Each colleague, and each newcomer after them, has a place on the session or stands on its
    waiting list. With `for_oneself` a colleague books their own place, which a lead may have to
    agree to. Places that are sold need a `payment`. Asking twice gives the same bookings. Raises
    what `refusal_of` returns, NobodyNamed, WaitingListStopped, AllowanceSpent, PlacesCost,
    PlacesSoldOut, PriceNeedsLead, PriceUnknown, or PeopleRefused."""
    return book_sessions(
        [session],
        colleagues,
        school=school,
        newcomers=newcomers,
        by=by,
        by_office=by_office,
        for_oneself=for_oneself,
        payment=payment,
    )[0]


@transaction.atomic
def book_sessions(
    sessions: Iterable[StudyGroupSession],
    colleagues: Sequence[Colleague],
    *,
    school: School,
    newcomers: Sequence[Newcomer] = (),
    by=None,
    by_office: bool = False,
    for_oneself: bool = False,
    payment: PlacePayment | None = None,
) -> list[BookingOutcome]:
    """The same for several sessions, all of them or none; outcomes come in order of the sessions'
    numbers, which is also the order of the locks. With more than one session, raises
    SessionsRefused, which has every refusal of every session, or AllowanceSpent."""
    if not colleagues and not newcomers:
        raise NobodyNamed
    # Locked before anything is counted: two who ask for the last place at once would both see it.
    locked = lock_sessions(session.pk for session in sessions)
    people = lock_people(colleagues)
    people += [on_staff_list(newcomer, school, by, by_office) for newcomer in newcomers]
    people = list({person.pk: person for person in people}.values())
    asks = for_oneself and a_lead_agrees(school)
    asked = _Asked(
        school, by, by_office, asks, for_oneself, lock_allowances(school, locked), payment
    )
    outcomes, refusals = [], []
    for session in locked:
        try:
            outcomes.append(_book(session, people, asked))
        except (AllowanceSpent, PlacesCost):
            raise  # it is about all the sessions together
        except BookingRefused as refusal:
            refusals.append((session, refusal))
    if refusals:
        raise refusals[0][1] if len(locked) == 1 else SessionsRefused(refusals)
    _tell(outcomes, asked)
    return outcomes


@transaction.atomic
def cancel_booking(
    booking: Booking, *, by=None, by_office: bool = False, excused_because: str = ""
) -> Booking:
    """The booking is over; its place is offered to the head of the waiting list. A place given back
    late is recorded so, unless the office excuses it with a reason. One that had ended already
    stays as it is. Raises SessionOver once the session has begun."""
    booking, session = lock_booking(booking)
    if booking.state not in ACTIVE_BOOKING_STATES:
        return booking
    if session.state == SessionState.HELD or (
        session.is_open_state and session.starts_at <= timezone.now()
    ):
        raise SessionOver
    if booking.state == BookingState.UNPAID:
        raise StillBeingPaid
    had_place = booking.state == BookingState.CONFIRMED
    if had_place:
        excuse = excused_because if by_office else ""
        record_late_cancellation(booking, by=by, excused_because=excuse)
    for_school = booking.school.urn if by_office else ""
    end_booking(booking, "give_back", "booking.cancelled", by=by, on_behalf_of=for_school)
    tell_of_cancelled_booking(booking, had_place=had_place)
    offer_places(session, by=by)
    return booking


def refusal_of(
    session: StudyGroupSession, school: School, now: datetime | None = None
) -> BookingRefused | None:
    """Why nobody of this school can be booked now, or None: SessionCancelled, SessionPostponed,
    SessionOver, BookingClosed, NoSubscription, PaymentOverdue."""
    if session.access == Access.OPEN:
        return closed_because(session, now)
    # The year that counts is the session's: in July a September session needs the next one.
    return _refusal(session, school, covering_subscription(school, session.day), now)


def _refusal(
    session: StudyGroupSession,
    school: School,
    covering: Subscription | None,
    now: datetime | None = None,
) -> BookingRefused | None:
    refusal = closed_because(session, now)
    if refusal or session.access == Access.OPEN:
        return refusal
    if covering is None and session.access == Access.PAID:
        return None
    if covering is None:
        return NoSubscription(school, session.year, lapsed=lapsed_before(school, session.year))
    unpaid = unpaid_hold(covering, timezone.localdate())
    return PaymentOverdue(school, unpaid) if unpaid else None


def closed_because(
    session: StudyGroupSession, now: datetime | None = None
) -> BookingRefused | None:
    """Why nobody at all can be booked now, whatever the school, or None."""
    now = now or timezone.now()
    if session.state == SessionState.CANCELLED:
        return SessionCancelled()
    if session.state == SessionState.POSTPONED:
        return SessionPostponed()
    if session.state == SessionState.HELD or session.starts_at <= now:
        return SessionOver()
    if session.booking_closes_at and session.booking_closes_at <= now:
        return BookingClosed(session)
    return None


@dataclass(frozen=True)
class _Asked:
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


def _book(session: StudyGroupSession, people: list[Colleague], asked: _Asked) -> BookingOutcome:
    """Book on one locked session."""
    outcome = BookingOutcome(session)
    others = others_of(people, session)
    new = []
    for person in people:
        mine = next((b for b in others[person.pk] if _is_same(b, person, session)), None)
        if mine and person.school_id == asked.school.pk:
            outcome.already.append(mine)
        else:
            new.append(person)
    if not new:
        return outcome
    if refusal := _refusal(session, asked.school, drawn_from(asked.allowances, session)):
        raise refusal
    if refusals := [
        refusal
        for person in new
        if (refusal := person_refusal(person, session, asked.school, others[person.pk]))
    ]:
        raise PeopleRefused(refusals)
    terms = terms_for(asked.allowances, session, len(new))
    order = _order(session, terms, asked)
    draw(terms.subscription, terms.included, drawn=terms.drawn)
    _insert(outcome, new, asked, terms, order)
    if order and order.pay_by == PayBy.INVOICE:
        for_school = asked.school.urn if asked.by_office else ""
        issue_invoice(order.charge, by=asked.by, on_behalf_of=for_school)
    return outcome


def _order(session: StudyGroupSession, terms: PlaceTerms, asked: _Asked) -> PlaceOrder | None:
    """What pays for the places that are sold. They are sold while there is room, by someone who may
    spend the school's money, at the price that was shown."""
    if not terms.priced:
        return None
    if asked.for_oneself:
        raise PriceNeedsLead(session)
    if terms.included + terms.priced > (free := bookable_places(session)):
        raise PlacesSoldOut(session, free)
    try:
        total = terms.total_pence
    except VatRateMissing as missing:
        raise PriceUnknown(str(missing)) from None
    if asked.payment is None or asked.payment.agreed_pence != total:
        raise PlacesCost(session, terms)
    return make_order(session, asked.school, terms, asked.payment, by=asked.by)


def _is_same(booking: Booking, person: Colleague, session: StudyGroupSession) -> bool:
    return booking.colleague_id == person.pk and booking.session_id == session.pk


def _insert(
    outcome: BookingOutcome,
    people: list[Colleague],
    asked: _Asked,
    terms: PlaceTerms,
    bought: PlaceOrder | None,
) -> None:
    """Write the rows: a place while there is room and nobody waits, the waiting list after that."""
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
    asked: _Asked,
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


def _tell(outcomes: list[BookingOutcome], asked: _Asked) -> None:
    """Each attender by session, leads who have to agree in one message, whoever booked in one."""
    tell_booked(
        [(each.session, each.booked, each.waiting) for each in outcomes], asked.school, asked.by
    )
    tell_of_requests([booking for outcome in outcomes for booking in outcome.requested])
