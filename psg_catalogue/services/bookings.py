"""Booking places for named colleagues, and giving them back.

Several are booked at once. As many as there are places get one; those beyond go to the waiting
list, in the order they were given (5 people for 3 places: 3 booked, 2 waiting). If any one of them
cannot be booked at all, nobody is (SAFETY 5). A booking once made stays, and keeps its turn, if the
school's subscription lapses later (SAFETY 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from core.audit import record, unsaved_changes
from directory.models import Colleague, School
from directory.services.colleagues import ColleagueListed, add_colleague
from psg_catalogue.enums import Access, BookingState, SessionState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.queries.clashes import others_of
from psg_catalogue.refusals import (
    BookingClosed,
    BookingRefused,
    ClashingBooking,
    ColleagueLeft,
    NobodyNamed,
    NoSubscription,
    NotOfThisSchool,
    PaymentOverdue,
    PeopleRefused,
    PersonRefused,
    SessionCancelled,
    SessionOver,
    SessionPostponed,
)
from psg_catalogue.services.allowances import (
    Allowances,
    draw_on,
    drawn_from,
    give_back,
    lock_allowances,
)
from psg_catalogue.services.locks import lock_session, lock_sessions
from psg_catalogue.services.notices import tell_booked, tell_of_cancelled_booking
from psg_catalogue.services.waiting_list import fill_places, take_places
from subscriptions.models import Subscription
from subscriptions.queries import covering_subscription
from subscriptions.unpaid import unpaid_hold


@dataclass(frozen=True)
class Newcomer:
    """Somebody to put on the staff list with the booking, and only with it."""

    name: str
    job_title: str = ""
    email: str = ""


@dataclass(frozen=True)
class BookingOutcome:
    """What came of asking: who has a place, who waits, and who had been booked before."""

    session: StudyGroupSession
    booked: list[Booking] = field(default_factory=list)
    waiting: list[Booking] = field(default_factory=list)
    already: list[Booking] = field(default_factory=list)

    @property
    def bookings(self) -> list[Booking]:
        """Everyone asked for, those with a new place first."""
        return [*self.booked, *self.waiting, *self.already]


def book_places(
    session: StudyGroupSession,
    colleagues: Sequence[Colleague],
    *,
    school: School,
    newcomers: Sequence[Newcomer] = (),
    by=None,
    by_office: bool = False,
) -> BookingOutcome:
    """Each colleague, and each newcomer after them, has a place on the session or stands on its
    waiting list. Asking twice gives the same bookings. Raises what `refusal_of` returns,
    NobodyNamed, or PeopleRefused."""
    asked = {"school": school, "newcomers": newcomers, "by": by, "by_office": by_office}
    return book_sessions([session], colleagues, **asked)[0]


@transaction.atomic
def book_sessions(
    sessions: Iterable[StudyGroupSession],
    colleagues: Sequence[Colleague],
    *,
    school: School,
    newcomers: Sequence[Newcomer] = (),
    by=None,
    by_office: bool = False,
) -> list[BookingOutcome]:
    """The same for several sessions, all of them or none; outcomes come in order of the sessions'
    numbers, which is also the order of the locks."""
    if not colleagues and not newcomers:
        raise NobodyNamed
    # Locked before anything is counted: two who ask for the last place at once would both see it.
    locked = lock_sessions(session.pk for session in sessions)
    people = _lock_people(colleagues)
    people += [_listed(newcomer, school, by, by_office) for newcomer in newcomers]
    people = list({person.pk: person for person in people}.values())
    allowances = lock_allowances(school, locked)
    return [_book(session, people, school, allowances, by, by_office) for session in locked]


@transaction.atomic
def cancel_booking(booking: Booking, *, by=None, by_office: bool = False) -> Booking:
    """The booking is over; its place goes to the head of the waiting list. One that had ended
    already stays as it is. Raises SessionOver once the session has begun."""
    session = lock_session(booking.session)
    booking = Booking.objects.select_related("colleague", "school", "booked_by").get(pk=booking.pk)
    booking.session = session
    had_place = booking.state == BookingState.CONFIRMED
    if not had_place and booking.state != BookingState.WAITING_LIST:
        return booking
    if session.state == SessionState.HELD or (
        session.is_open_state and session.starts_at <= timezone.now()
    ):
        raise SessionOver
    booking.state = BookingState.CANCELLED_BY_SCHOOL
    booking.ended_at = timezone.now()
    booking.calendar_sequence += 1
    changes = unsaved_changes(booking, "state")
    booking.save(update_fields=["state", "ended_at", "calendar_sequence"])
    record(
        booking,
        "booking.cancelled",
        by=by,
        on_behalf_of=booking.school.urn if by_office else "",
        changes=changes,
    )
    give_back([booking])
    tell_of_cancelled_booking(booking, had_place=had_place)
    if had_place:
        take_places(session, -1)
        fill_places(session, by=by)
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
    if covering is None:
        return NoSubscription(school, session.year)
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


def _lock_people(people: Sequence[Colleague]) -> list[Colleague]:
    """The same people as they stand now. Their rows are held too, after the sessions': otherwise
    one person could be booked onto two overlapping sessions from two browsers at once."""
    if not people:
        return []
    rows = Colleague.objects.select_for_update(no_key=True).order_by("pk")
    fresh = {row.pk: row for row in rows.filter(pk__in=[person.pk for person in people])}
    return [fresh[person.pk] for person in people if person.pk in fresh]


def _listed(newcomer: Newcomer, school: School, by, by_office: bool) -> Colleague:
    """The newcomer on the staff list: added now, or whoever stands there under that address or
    name, so that sending a form twice adds nobody twice."""
    try:
        return add_colleague(
            school,
            name=newcomer.name,
            job_title=newcomer.job_title,
            email=newcomer.email,
            by=by,
            on_behalf_of=school.urn if by_office else "",
        )
    except ColleagueListed as listed:
        return listed.colleague


def _book(
    session: StudyGroupSession,
    people: list[Colleague],
    school: School,
    allowances: Allowances,
    by,
    by_office: bool,
) -> BookingOutcome:
    """Book on one locked session."""
    outcome = BookingOutcome(session)
    others = others_of(people, session)
    new = []
    for person in people:
        mine = next((b for b in others[person.pk] if _is_same(b, person, session)), None)
        if mine and person.school_id == school.pk:
            outcome.already.append(mine)
        else:
            new.append(person)
    if not new:
        return outcome
    if refusal := _refusal(session, school, drawn_from(allowances, session)):
        raise refusal
    if refusals := [
        refusal for person in new if (refusal := _person_refusal(person, session, school, others))
    ]:
        raise PeopleRefused(refusals)
    subscription = draw_on(allowances, session, len(new))
    _insert(outcome, new, school, subscription, by, by_office)
    return outcome


def _is_same(booking: Booking, person: Colleague, session: StudyGroupSession) -> bool:
    return booking.colleague_id == person.pk and booking.session_id == session.pk


def _person_refusal(
    person: Colleague, session: StudyGroupSession, school: School, others: dict[int, list[Booking]]
) -> PersonRefused | None:
    if person.school_id != school.pk:
        return NotOfThisSchool(person)
    if person.left_on:
        return ColleagueLeft(person)
    for other in others[person.pk]:
        return ClashingBooking(person, other, same_session=other.session_id == session.pk)
    return None


def _insert(
    outcome: BookingOutcome,
    people: list[Colleague],
    school: School,
    subscription: Subscription | None,
    by,
    by_office: bool,
) -> None:
    """Write the rows: a place while there is room and nobody waits, the waiting list after that."""
    session, now = outcome.session, timezone.now()
    counts = session.bookings.aggregate(
        confirmed=Count("pk", filter=Q(state=BookingState.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=BookingState.WAITING_LIST)),
    )
    free = 0 if counts["waiting"] else max(session.capacity - counts["confirmed"], 0)
    for person in people:
        has_place = len(outcome.booked) < free
        booking = Booking.objects.create(
            session=session,
            colleague=person,
            school=school,
            subscription=subscription,
            state=BookingState.CONFIRMED if has_place else BookingState.WAITING_LIST,
            waiting_since=None if has_place else now,
            booked_at=now,
            booked_by=by,
            by_office=by_office,
        )
        (outcome.booked if has_place else outcome.waiting).append(booking)
        record(
            booking,
            "booking.made" if has_place else "booking.joined_waiting_list",
            by=by,
            on_behalf_of=school.urn if by_office else "",
            changes={"state": (None, booking.state)},
        )
    take_places(session, len(outcome.booked))
    tell_booked(session, school, outcome.booked, outcome.waiting, by)
