"""What may be done to a session once it is made.

Each change locks the row, stands in the history, and tells those who are booked what they must
know. Where their calendars have to follow, `calendar_sequence` rises; more places or another
deadline are nobody's appointment, so there it does not. A session that was held, or has begun, is
not changed any more: what happened, happened."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.audit import record, unsaved_changes
from directory.models import School
from psg_catalogue.enums import Access, BookingState, SessionState
from psg_catalogue.models import AccessNeed, StudyGroupSession
from psg_catalogue.services import notices, planned_visits
from psg_catalogue.services.allowances import give_back
from psg_catalogue.services.change_notes import answer_feedback_before
from psg_catalogue.services.locks import lock_session
from psg_catalogue.services.place_credits import CALLED_OFF, credit_places
from psg_catalogue.services.place_orders import end_unpaid_orders
from psg_catalogue.services.session_times import check_deadline, check_times, moved_deadline
from psg_catalogue.services.waiting_list import follow_new_date, offer_places
from psg_catalogue.session_refusals import (
    CapacityBelowBooked,
    NewDateInThePast,
    NoPlaces,
    NoReasonGiven,
    PriceMissing,
    SessionIsCancelled,
    SessionIsHeld,
    SessionIsNotPostponed,
    SessionIsPast,
    SessionIsPostponed,
)

_DATED = ["starts_at", "ends_at", "booking_closes_at"]


@transaction.atomic
def confirm_session(
    session: StudyGroupSession, *, passed_over_because: str = "", by=None
) -> StudyGroupSession:
    """The session goes ahead for certain; confirming twice changes nothing more. What people said
    after the last one is answered by then, or passed over for the reason given (CB ¶8). Raises
    SessionIsHeld, SessionIsCancelled, SessionIsPast, SessionIsPostponed, FeedbackUnanswered."""
    session = _lock_dated(session)
    if session.state == SessionState.CONFIRMED:
        return session
    answer_feedback_before(session, passed_over_because=passed_over_because, by=by)
    session.state = SessionState.CONFIRMED
    return _keep(session, "session.confirmed", ["state"], by)


def move_session(
    session: StudyGroupSession, *, starts_at: datetime, ends_at: datetime, by=None
) -> StudyGroupSession:
    """The session is at another time; booking closes as long before it as it did, and everyone
    booked is told. Raises what `confirm_session` does, EndsBeforeItStarts, LastsTooLong,
    NewDateInThePast."""
    return change_session(session, when=(starts_at, ends_at), by=by)


@dataclass(frozen=True)
class Where:
    """At a school, or online by a link, or at the place that the note names."""

    venue: School | None = None
    venue_note: str = ""
    joining_link: str = ""

    @classmethod
    def of(cls, session: StudyGroupSession) -> "Where":
        return cls(session.venue, session.venue_note, session.joining_link)


def change_venue(
    session: StudyGroupSession,
    *,
    venue: School | None = None,
    venue_note: str = "",
    joining_link: str = "",
    by=None,
) -> StudyGroupSession:
    """The session is at this school, or online by this link, or at the place that the note names;
    everyone booked is told. Raises SessionIsHeld, SessionIsCancelled, SessionIsPast."""
    return change_session(session, where=Where(venue, venue_note, joining_link), by=by)


def resize_session(session: StudyGroupSession, *, capacity: int, by=None) -> StudyGroupSession:
    """The session has so many places; new ones are offered to the head of the waiting list at once.
    Raises CapacityBelowBooked, NoPlaces, SessionIsHeld, SessionIsCancelled, SessionIsPast."""
    return change_session(session, capacity=capacity, by=by)


@transaction.atomic
def change_session(
    session: StudyGroupSession,
    *,
    when: tuple[datetime, datetime] | None = None,
    where: Where | None = None,
    capacity: int | None = None,
    by=None,
) -> StudyGroupSession:
    """The session starts and ends then, is there, and has so many places; what is left out stays.
    However much changes at once, everyone concerned is told once, calendars follow, and offers move
    with the date. Raises what `move_session` and `resize_session` do."""
    # Locked before the bookings are counted: one made in between would be left without a place.
    session = _lock_open(session) if when is None else _lock_dated(session)
    moved = when is not None and _move(session, *when, by)
    elsewhere = where is not None and _place(session, where, by)
    if capacity is not None:
        _resize(session, capacity, by)
    if moved:
        follow_new_date(session, by=by)
    if moved or elsewhere:
        what = notices.BOTH if moved and elsewhere else notices.WHEN if moved else notices.WHERE
        notices.tell_booked_of_change(session, what)
        planned_visits.tell_lead_of_change(session, what)
    offer_places(session, by=by)
    return session


@transaction.atomic
def set_booking_deadline(
    session: StudyGroupSession, *, closes_at: datetime | None, by=None
) -> StudyGroupSession:
    """Booking closes then, or with None when the session starts. Raises DeadlineAfterStart,
    SessionIsHeld, SessionIsCancelled, SessionIsPast."""
    session = _lock_open(session)
    check_deadline(closes_at, session.starts_at)
    if session.booking_closes_at == closes_at:
        return session
    session.booking_closes_at = closes_at
    return _keep(session, "session.deadline_changed", ["booking_closes_at"], by)


@transaction.atomic
def set_access(
    session: StudyGroupSession,
    *,
    access: Access | str,
    price_pence: int | None = None,
    place_vat: str = "",
    by=None,
) -> StudyGroupSession:
    """The session is open to these schools from now on, others at `price_pence` a place where they
    may come at a price; bookings made stay, and so does what they cost. Raises PriceMissing,
    SessionIsHeld, SessionIsCancelled, SessionIsPast."""
    session = _lock_open(session)
    access = Access(access)
    if access == Access.PAID and not price_pence:
        raise PriceMissing
    price = price_pence if access == Access.PAID else None
    vat = place_vat or session.place_vat
    if (session.access, session.price_pence, session.place_vat) == (access, price, vat):
        return session
    session.access, session.price_pence, session.place_vat = access, price, vat
    fields = ["access", "price_pence", "place_vat"]
    return _keep(session, "session.access_changed", fields, by, access=session.access.value)


@transaction.atomic
def cancel_session(session: StudyGroupSession, *, reason: str, by=None) -> StudyGroupSession:
    """The session does not take place, nobody has a place or waits for one, and everyone who did is
    told why; places that were sold are credited. Cancelling twice changes and tells nothing more.
    Raises NoReasonGiven, SessionIsHeld, SessionIsPast."""
    session = lock_session(session)
    if session.state == SessionState.CANCELLED:
        return session
    _refuse_over(session)
    reason = " ".join(reason.split())
    if not reason:
        raise NoReasonGiven
    session.state = SessionState.CANCELLED
    session.cancellation_reason = reason
    stood = list(session.bookings.active().select_related("order__charge"))
    session.bookings.active().update(
        state=BookingState.CANCELLED_BY_ORGANISER,
        ended_at=timezone.now(),
        offer_expires_at=None,
        request_expires_at=None,
        calendar_sequence=F("calendar_sequence") + 1,
    )
    AccessNeed.objects.filter(booking__session=session).delete()
    session.places_taken = 0
    give_back(stood)
    end_unpaid_orders(session, by=by)
    fields = ["state", "cancellation_reason", "places_taken"]
    _keep(session, "session.cancelled", fields, by, appointment=True)
    notices.tell_booked_of_cancellation(session)
    credit_places(stood, reason=CALLED_OFF, by=by)
    planned_visits.call_off_with(session, by=by)
    return session


@transaction.atomic
def postpone_session(session: StudyGroupSession, *, by=None) -> StudyGroupSession:
    """The session waits for another date. Those booked keep their places and are told; offers are
    taken back, and nobody is booked until it is planned again. Raises SessionIsHeld,
    SessionIsCancelled, SessionIsPast."""
    session = _lock_open(session)
    if session.state == SessionState.POSTPONED:
        return session
    session.state = SessionState.POSTPONED
    _keep(session, "session.postponed", ["state"], by, appointment=True)
    follow_new_date(session, by=by)
    notices.tell_booked_of_change(session, notices.POSTPONED)
    planned_visits.tell_lead_of_change(session, notices.POSTPONED)
    return session


@transaction.atomic
def replan_session(
    session: StudyGroupSession, *, starts_at: datetime, ends_at: datetime, by=None
) -> StudyGroupSession:
    """A postponed session is planned again, at this time; those who kept their places are told.
    Raises SessionIsNotPostponed, EndsBeforeItStarts, LastsTooLong, NewDateInThePast."""
    session = lock_session(session)
    if session.state != SessionState.POSTPONED:
        raise SessionIsNotPostponed
    _put_at(session, starts_at, ends_at)
    session.state = SessionState.PLANNED
    _keep(session, "session.planned_again", [*_DATED, "state"], by, appointment=True)
    follow_new_date(session, by=by)
    notices.tell_booked_of_change(session, notices.WHEN)
    planned_visits.tell_lead_of_change(session, notices.WHEN)
    offer_places(session, by=by)
    return session


def _put_at(session: StudyGroupSession, starts_at: datetime, ends_at: datetime) -> None:
    check_times(starts_at, ends_at)
    if starts_at <= timezone.now():
        raise NewDateInThePast
    session.booking_closes_at = moved_deadline(
        session.booking_closes_at, session.starts_at, starts_at
    )
    session.starts_at, session.ends_at = starts_at, ends_at


def _move(session: StudyGroupSession, starts_at: datetime, ends_at: datetime, by) -> bool:
    """Put the session at these times; says whether that is a change."""
    if (session.starts_at, session.ends_at) == (starts_at, ends_at):
        return False
    _put_at(session, starts_at, ends_at)
    _keep(session, "session.moved", _DATED, by, appointment=True)
    return True


def _place(session: StudyGroupSession, where: Where, by) -> bool:
    """Put the session there; says whether that is a change."""
    if Where.of(session) == where:
        return False
    session.venue, session.venue_note = where.venue, where.venue_note
    session.joining_link = where.joining_link
    fields = ["venue", "venue_note", "joining_link"]
    _keep(session, "session.venue_changed", fields, by, appointment=True)
    return True


def _resize(session: StudyGroupSession, capacity: int, by) -> None:
    if capacity < 1:
        raise NoPlaces
    taken = session.bookings.taking_a_place().count()
    if capacity < taken:
        raise CapacityBelowBooked(taken)
    if capacity != session.capacity:
        session.capacity = capacity
        _keep(session, "session.resized", ["capacity"], by, capacity=capacity)


def refuse_undated(session: StudyGroupSession) -> None:
    """Raises SessionIsHeld, SessionIsPast, SessionIsCancelled or SessionIsPostponed, unless the
    locked session is to come, on a day that is fixed."""
    _refuse_over(session)
    if session.state == SessionState.CANCELLED:
        raise SessionIsCancelled
    if session.state == SessionState.POSTPONED:
        raise SessionIsPostponed


def _lock_dated(session: StudyGroupSession) -> StudyGroupSession:
    """The locked row of a session that is to come, on a day that is fixed."""
    session = _lock_open(session)
    if session.state == SessionState.POSTPONED:
        raise SessionIsPostponed
    return session


def _lock_open(session: StudyGroupSession) -> StudyGroupSession:
    """The locked row of a session that may still be changed."""
    session = lock_session(session)
    _refuse_over(session)
    if session.state == SessionState.CANCELLED:
        raise SessionIsCancelled
    return session


def _refuse_over(session: StudyGroupSession) -> None:
    if session.state == SessionState.HELD:
        raise SessionIsHeld
    # A postponed session's old date has no meaning: it may pass before there is a new one.
    if session.state != SessionState.POSTPONED and session.starts_at <= timezone.now():
        raise SessionIsPast


def _keep(
    session: StudyGroupSession,
    action: str,
    fields: list[str],
    by,
    *,
    appointment: bool = False,
    **details,
) -> StudyGroupSession:
    """Write what changed to the locked row and to the history."""
    if appointment:
        session.calendar_sequence += 1
        fields = [*fields, "calendar_sequence"]
    changes = unsaved_changes(session, *fields)
    session.save(update_fields=fields)
    record(session, action, by=by, changes=changes, **details)
    return session
