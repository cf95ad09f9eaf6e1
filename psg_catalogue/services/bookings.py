"""Booking places for named colleagues, and giving them back.

Several are booked at once. As many as there are places get one; those beyond go to the waiting
list, in the order they were given (5 people for 3 places: 3 booked, 2 waiting). If any one of them
cannot be booked at all, nobody is (SAFETY 5), on none of the sessions asked for. A booking once
made stays, and keeps its turn, if the school's subscription lapses later (SAFETY 10).

Where a school's leads agree to each booking first, a colleague's own request holds its place until
one of them answers (services.agreement)."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from core.services.outbox import written_together
from directory.models import Colleague, School
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, BookingState
from psg_catalogue.models import Booking, PlaceOrder, StudyGroupSession
from psg_catalogue.queries.agreement import a_lead_agrees
from psg_catalogue.queries.clashes import others_of
from psg_catalogue.refusals import (
    AllowanceSpent,
    BookingRefused,
    NobodyNamed,
    PeopleRefused,
    PlacesCost,
    PlacesSoldOut,
    PriceNeedsLead,
    PriceUnknown,
    SessionOver,
    SessionsRefused,
    StillBeingPaid,
)
from psg_catalogue.services.allowances import draw, drawn_from, lock_allowances
from psg_catalogue.services.attenders import (
    Newcomer,
    lock_people,
    on_staff_list,
    person_refusal,
)
from psg_catalogue.services.bookable import refusal_under
from psg_catalogue.services.booking_rows import Asked, BookingOutcome, write_bookings
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_booking, lock_sessions
from psg_catalogue.services.notices import (
    tell_booked,
    tell_of_cancelled_booking,
    tell_of_requests,
)
from psg_catalogue.services.place_credits import EXCUSED, IN_TIME, credit_places
from psg_catalogue.services.place_orders import PlacePayment, make_order
from psg_catalogue.services.place_terms import PlaceTerms, terms_for
from psg_catalogue.services.places import bookable_places
from psg_catalogue.services.unused_places import record_late_cancellation
from psg_catalogue.services.waiting_list import offer_places
from subscriptions.enums import PayBy
from subscriptions.refusals import VatRateMissing
from subscriptions.services.invoices import issue_invoice


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
    what `bookable.refusal_of` returns, NobodyNamed, WaitingListStopped, AllowanceSpent, PlacesCost,
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
    asked = Asked(
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
    late is recorded so, unless the office excuses it with a reason; one that was sold is credited
    where it was given back in time, or excused. One that had ended already stays as it is. Raises
    SessionOver once the session has begun."""
    booking, session = lock_booking(booking)
    if booking.state not in ACTIVE_BOOKING_STATES:
        return booking
    if session.has_begun:
        raise SessionOver
    if booking.state == BookingState.UNPAID:
        raise StillBeingPaid
    had_place, late = booking.state == BookingState.CONFIRMED, None
    if had_place:
        excuse = excused_because if by_office else ""
        late = record_late_cancellation(booking, by=by, excused_because=excuse)
    for_school = booking.school.urn if by_office else ""
    end_booking(booking, "give_back", "booking.cancelled", by=by, on_behalf_of=for_school)
    tell_of_cancelled_booking(booking, had_place=had_place)
    offer_places(session, by=by)
    if late is None or late.excused_at:
        credit_places([booking], reason=EXCUSED if late else IN_TIME, by=by)
    return booking


def _book(session: StudyGroupSession, people: list[Colleague], asked: Asked) -> BookingOutcome:
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
    if refusal := refusal_under(session, asked.school, drawn_from(asked.allowances, session)):
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
    write_bookings(outcome, new, asked, terms, order)
    if order and order.pay_by == PayBy.INVOICE:
        for_school = asked.school.urn if asked.by_office else ""
        issue_invoice(order.charge, by=asked.by, on_behalf_of=for_school)
    return outcome


def _order(session: StudyGroupSession, terms: PlaceTerms, asked: Asked) -> PlaceOrder | None:
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


def _tell(outcomes: list[BookingOutcome], asked: Asked) -> None:
    """Each attender by session, leads who have to agree in one message, whoever booked in one."""
    made = [(each.session, each.booked, each.waiting) for each in outcomes]
    with written_together():
        tell_booked(made, asked.school, asked.by)
        tell_of_requests([booking for outcome in outcomes for booking in outcome.requested])
