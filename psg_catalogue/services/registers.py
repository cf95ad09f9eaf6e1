"""The attendance register: marking, walk-ins, closing and reopening.

Everyone who came is counted, with or without a booking, a subscription or a place (P1). Each line
keeps the school at the time (P4). Two people marking at once end in one truth: each change locks
the session's row, and the last mark of a person stands."""

from collections.abc import Mapping

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
    FromEarlierRecords,
    NoReason,
    NotBegunYet,
    NotOnThisRegister,
    NotOpenYet,
    RegisterClosed,
    RegisterRefused,
    SessionNotOn,
)
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
    if timezone.localdate(timezone=LONDON) < session.starts_at.astimezone(LONDON).date():
        return NotOpenYet(session)
    return None


@transaction.atomic
def mark_attendance(
    session: StudyGroupSession, marks: Mapping[str, Attendance | str], *, by=None
) -> StudyGroupSession:
    """Each person has this mark. People are named by "b" and the number of a booking, or "e" and
    that of a line of the register. Raises what `marking_refusal` returns, NotOnThisRegister."""
    session = lock_open_register(session)
    bookings = session.bookings.select_related("colleague", "school", "register_entry")
    booked = {f"{BOOKED}{booking.pk}": booking for booking in bookings}
    listed = {f"{LISTED}{entry.pk}": entry for entry in session.entries.all()}
    if not set(marks) <= {*booked, *listed}:
        raise NotOnThisRegister
    for key, attendance in marks.items():
        if key in booked:
            mark_booking(session, booked[key], Attendance(attendance), by)
        else:
            mark_line(listed[key], Attendance(attendance), by)
    return session


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
    session: StudyGroupSession, booking: Booking, attendance: Attendance, by
) -> RegisterEntry:
    """The booked person's line with this mark: the one there is, or a new one. Somebody who waited,
    or had given the place back, and came all the same, is a walk-in."""
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
            **school_now(school),
        )
    # It may stand there as a walk-in, or from a booking that was given back.
    entry.booking = booking
    entry.walk_in = booking.state != BookingState.CONFIRMED
    return mark_line(entry, attendance, by)


def mark_line(entry: RegisterEntry, attendance: Attendance, by) -> RegisterEntry:
    """The line has this mark, and says whose and when."""
    entry.attendance = attendance
    entry.marked_at = timezone.now()
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
