"""The attendance register: marking, walk-ins, closing and reopening.

Everyone who came is counted, with or without a booking, a subscription or a place (P1). Each line
keeps the school at the time (P4). Two people marking at once end in one truth: each change locks
the session's row, and the last mark of a person stands."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.academic_year import LONDON
from core.audit import record, unsaved_changes
from core.services.outbox import one_line
from directory.models import School
from psg_catalogue.enums import Attendance, BookingState, SessionSource, SessionState
from psg_catalogue.models import Booking, RegisterEntry, StudyGroupSession
from psg_catalogue.person_key import person_key
from psg_catalogue.register_refusals import (
    CannotUnmark,
    FromEarlierRecords,
    HasBeenAsked,
    NoReason,
    NotBegunYet,
    NotOnThisRegister,
    NotOpenYet,
    RegisterClosed,
    RegisterRefused,
    SessionNotOn,
)
from psg_catalogue.services.certificates import number_certificates
from psg_catalogue.services.evaluations import ask_those_present
from psg_catalogue.services.locks import lock_session
from psg_catalogue.services.unused_places import record_no_shows

BOOKED, LISTED = "b", "e"


def marking_refusal(session: StudyGroupSession) -> RegisterRefused | None:
    """Why nobody can be marked now, or None: RegisterClosed, SessionNotOn, NotOpenYet."""
    if session.register_closed_at or session.state == SessionState.HELD:
        return RegisterClosed()
    if not session.is_open_state:
        return SessionNotOn()
    if timezone.localdate(timezone=LONDON) < session.day:
        return NotOpenYet(session)
    return None


@transaction.atomic
def mark_attendance(
    session: StudyGroupSession,
    marks: Mapping[str, Attendance | str],
    *,
    made_at: Mapping[str, datetime] | None = None,
    by=None,
) -> StudyGroupSession:
    """Each person has this mark; "" takes the mark of somebody booked back. People are named by "b"
    and the number of a booking, or "e" and that of a line of the register.

    `made_at` says when a mark was made that a device had to keep until the network was there: what
    the register has heard since then stands, so that two people end in one truth. Raises what
    `marking_refusal` returns, NotOnThisRegister, CannotUnmark, HasBeenAsked."""
    session = lock_open_register(session)
    bookings = session.bookings.select_related("colleague", "school", "register_entry")
    booked = {f"{BOOKED}{booking.pk}": booking for booking in bookings}
    listed = {f"{LISTED}{entry.pk}": entry for entry in session.entries.all()}
    if not set(marks) <= {*booked, *listed}:
        raise NotOnThisRegister
    now = timezone.now()
    for key, attendance in marks.items():
        at = min((made_at or {}).get(key, now), now)
        booking = booked.get(key)
        entry = getattr(booking, "register_entry", None) if booking else listed[key]
        if _heard_since(booking, entry, at):
            continue
        if not attendance:
            _unmark(booking, entry, at)
        elif booking:
            mark_booking(session, booking, Attendance(attendance), by, at)
        else:
            mark_line(entry, Attendance(attendance), by, at)
    return session


def _heard_since(booking: Booking | None, entry: RegisterEntry | None, at: datetime) -> bool:
    """True when the register was told something of this person after `at`."""
    told = [entry.marked_at if entry else None, booking.unmarked_at if booking else None]
    return any(each is not None and each > at for each in told)


def _unmark(booking: Booking | None, entry: RegisterEntry | None, at: datetime) -> None:
    if booking is None:
        raise CannotUnmark
    if entry is not None:
        if hasattr(entry, "invitation"):
            raise HasBeenAsked
        entry.delete()
    booking.unmarked_at = at
    booking.save(update_fields=["unmarked_at"])


@transaction.atomic
def close_register(session: StudyGroupSession, *, by=None) -> StudyGroupSession:
    """The session has been held: who is booked and not marked is absent, and everyone present is
    asked to evaluate. Closing twice changes nothing more. Raises SessionNotOn, NotOpenYet,
    NotBegunYet."""
    session = lock_session(session)
    if session.register_closed_at:
        return session
    if refusal := marking_refusal(session):
        raise refusal
    if timezone.now() < session.starts_at:
        raise NotBegunYet(session)
    for booking in _unmarked(session):
        mark_booking(session, booking, Attendance.ABSENT, by)
    record_no_shows(session, by=by)
    session.state = SessionState.HELD
    session.register_closed_at = timezone.now()
    session.register_closed_by = by
    fields = ["state", "register_closed_at", "register_closed_by"]
    changes = unsaved_changes(session, *fields)
    session.save(update_fields=fields)
    record(session, "register.closed", by=by, changes=changes)
    # First, since the letter that asks leads to the certificate too.
    number_certificates(session)
    session.evaluations_asked = ask_those_present(session)
    return session


@transaction.atomic
def reopen_register(session: StudyGroupSession, *, reason: str, by=None) -> StudyGroupSession:
    """The register can be marked again, and the session is not counted as held until it is closed
    once more; whoever has been asked to evaluate is not asked twice. Raises NoReason,
    FromEarlierRecords."""
    session = lock_session(session)
    if not session.register_closed_at:
        return session
    if session.source == SessionSource.HISTORY:
        raise FromEarlierRecords
    reason = one_line(reason)
    if not reason:
        raise NoReason
    session.state = SessionState.CONFIRMED
    session.register_closed_at = session.register_closed_by = None
    fields = ["state", "register_closed_at", "register_closed_by"]
    changes = unsaved_changes(session, *fields)
    session.save(update_fields=fields)
    record(session, "register.reopened", by=by, changes=changes, reason=reason)
    return session


def lock_open_register(session: StudyGroupSession) -> StudyGroupSession:
    """The locked row of a session whose register takes marks now."""
    session = lock_session(session)
    if refusal := marking_refusal(session):
        raise refusal
    return session


def _unmarked(session: StudyGroupSession) -> list[Booking]:
    bookings = session.bookings.confirmed().filter(register_entry=None)
    return list(bookings.select_related("colleague", "school"))


def mark_booking(
    session: StudyGroupSession,
    booking: Booking,
    attendance: Attendance,
    by,
    at: datetime | None = None,
) -> RegisterEntry:
    """The booked person's line with this mark, made now or `at` an earlier moment: the one there
    is, or a new one. Somebody who waited, or had given the place back, and came all the same, is a
    walk-in."""
    colleague, school = booking.colleague, booking.school
    key = person_key(colleague.name, colleague.email, school.urn)
    entry = getattr(booking, "register_entry", None)
    entry = entry or session.entries.filter(person_key=key).first()
    if entry is None:
        return RegisterEntry.objects.create(
            session=session,
            booking=booking,
            colleague=colleague,
            name=colleague.name,
            email=colleague.email,
            attendance=attendance,
            walk_in=booking.state != BookingState.CONFIRMED,
            person_key=key,
            marked_by=by,
            marked_at=at or timezone.now(),
            **school_now(school),
        )
    # It may stand there as a walk-in, or from a booking that was given back.
    entry.booking = booking
    entry.walk_in = booking.state != BookingState.CONFIRMED
    return mark_line(entry, attendance, by, at)


def mark_line(
    entry: RegisterEntry, attendance: Attendance, by, at: datetime | None = None
) -> RegisterEntry:
    """The line has this mark, and says whose and when."""
    entry.attendance = attendance
    entry.marked_at = at or timezone.now()
    entry.marked_by = by
    entry.save(update_fields=["attendance", "marked_at", "marked_by", "booking", "walk_in"])
    return entry


def school_now(school: School | None, school_as_written: str = "") -> dict:
    """What the line keeps of the school as it is today (P4)."""
    return {
        "school": school,
        "school_as_written": school_as_written,
        "school_name": school.name if school else "",
        "authority_code": school.authority_id if school else "",
    }
