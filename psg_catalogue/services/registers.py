"""The attendance register: marking, walk-ins, closing and reopening.

Everyone who came is counted, with or without a booking, a subscription or a place (P1). Each line
keeps the school at the time (P4). Two people marking at once end in one truth: each change locks
the session's row, and the last mark of a person stands."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from core.academic_year import LONDON
from core.audit import record
from core.services.outbox import one_line
from directory.models import Colleague, School
from psg_catalogue.enums import Attendance, BookingState, SessionSource, SessionState
from psg_catalogue.models import Booking, RegisterEntry, StudyGroupSession
from psg_catalogue.person_key import person_key, same_name
from psg_catalogue.register_refusals import (
    FromEarlierRecords,
    NoReason,
    NotAWalkIn,
    NotBegunYet,
    NotOnThisRegister,
    NotOpenYet,
    RegisterClosed,
    RegisterRefused,
    SessionNotOn,
    StandsAlready,
)
from psg_catalogue.services.evaluations import ask_those_present
from psg_catalogue.services.locks import lock_session

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
    session = _lock_open(session)
    bookings = session.bookings.select_related("colleague", "school", "register_entry")
    booked = {f"{BOOKED}{booking.pk}": booking for booking in bookings}
    listed = {f"{LISTED}{entry.pk}": entry for entry in session.entries.all()}
    if not set(marks) <= {*booked, *listed}:
        raise NotOnThisRegister
    for key, attendance in marks.items():
        if key in booked:
            _mark_booking(session, booked[key], Attendance(attendance), by)
        else:
            _mark(listed[key], Attendance(attendance), by)
    return session


@transaction.atomic
def add_walk_in(
    session: StudyGroupSession,
    *,
    name: str,
    school: School | None = None,
    school_as_written: str = "",
    email: str = "",
    by=None,
) -> RegisterEntry:
    """The person is present. Someone who is booked, or stands there already, is marked and not
    added again. A walk-in takes no place, and a school not listed is kept as written for the office
    to settle. Raises what `marking_refusal` returns."""
    session = _lock_open(session)
    name, email = one_line(name), email.strip().lower()
    if booking := _booking_of(session, name, email, school):
        return _mark_booking(session, booking, Attendance.PRESENT, by)
    if entry := _line_of(session, name, email, school, school_as_written):
        return _mark(entry, Attendance.PRESENT, by)
    entry = RegisterEntry.objects.create(
        session=session,
        colleague=_colleague_of(name, email, school),
        name=name,
        email=email,
        attendance=Attendance.PRESENT,
        walk_in=True,
        person_key=_key(name, email, school, school_as_written),
        marked_by=by,
        **_school_now(school, school_as_written),
    )
    record(session, "register.walk_in_added", by=by, entry=entry.pk)
    return entry


@transaction.atomic
def remove_walk_in(entry: RegisterEntry, *, by=None) -> None:
    """A walk-in added by mistake is off the register. Raises NotAWalkIn, and what
    `marking_refusal` returns."""
    session = _lock_open(entry.session)
    if entry.booking_id or not entry.walk_in:
        raise NotAWalkIn
    if session.entries.filter(pk=entry.pk).delete()[0]:
        record(session, "register.walk_in_removed", by=by, entry=entry.pk)


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
        _mark_booking(session, booking, Attendance.ABSENT, by)
    session.state = SessionState.HELD
    session.register_closed_at = timezone.now()
    session.register_closed_by = by
    session.save(update_fields=["state", "register_closed_at", "register_closed_by"])
    record(session, "register.closed", by=by)
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
    session.save(update_fields=["state", "register_closed_at", "register_closed_by"])
    record(session, "register.reopened", by=by, reason=reason)
    return session


@transaction.atomic
def settle_school(entry: RegisterEntry, school: School, *, by=None) -> RegisterEntry:
    """A school that was not listed is known now; what was written stays beside it. Done on a closed
    register too: who came has not changed. Raises StandsAlready."""
    session = lock_session(entry.session)
    entry = session.entries.select_for_update(of=("self",)).get(pk=entry.pk)
    twin = _line_of(session, entry.name, entry.email, school, exclude=entry.pk)
    if twin:
        raise StandsAlready(twin)
    for name, value in _school_now(school, entry.school_as_written).items():
        setattr(entry, name, value)
    entry.person_key = _key(entry.name, entry.email, school)
    entry.colleague = entry.colleague or _colleague_of(entry.name, entry.email, school)
    entry.save()
    record(entry, "register.school_settled", by=by, urn=school.urn)
    return entry


def _lock_open(session: StudyGroupSession) -> StudyGroupSession:
    """The locked row of a session whose register takes marks now."""
    session = lock_session(session)
    if refusal := marking_refusal(session):
        raise refusal
    return session


def _unmarked(session: StudyGroupSession) -> list[Booking]:
    bookings = session.bookings.confirmed().filter(register_entry=None)
    return list(bookings.select_related("colleague", "school"))


def _mark_booking(
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
            **_school_now(school),
        )
    entry.booking = entry.booking or booking
    return _mark(entry, attendance, by)


def _mark(entry: RegisterEntry, attendance: Attendance, by) -> RegisterEntry:
    entry.attendance = attendance
    entry.marked_at = timezone.now()
    entry.marked_by = by
    entry.save(update_fields=["attendance", "marked_at", "marked_by", "booking"])
    return entry


def _booking_of(
    session: StudyGroupSession, name: str, email: str, school: School | None
) -> Booking | None:
    """The active booking of somebody who gave a name at the door, if it is surely theirs."""
    active = session.bookings.active().select_related("colleague", "school", "register_entry")
    for booking in active:
        theirs = booking.colleague
        if _is_same(name, email, school, theirs.name, theirs.email, booking.school):
            return booking
    return None


def _line_of(
    session: StudyGroupSession,
    name: str,
    email: str,
    school: School | None,
    school_as_written: str = "",
    exclude: int | None = None,
) -> RegisterEntry | None:
    """The line of the same person, if there is one."""
    key = _key(name, email, school, school_as_written)
    for entry in session.entries.exclude(pk=exclude).select_related("school"):
        if entry.person_key == key:
            return entry
        if school and _is_same(name, email, school, entry.name, entry.email, entry.school):
            return entry
    return None


def _is_same(
    name: str,
    email: str,
    school: School | None,
    other_name: str,
    other_email: str,
    other_school: School | None,
) -> bool:
    """One email address is one person. A name is, at one school, unless two addresses differ."""
    if email and other_email:
        return email.lower() == other_email.lower()
    return (
        school is not None and school == other_school and same_name(name) == same_name(other_name)
    )


def _key(name: str, email: str, school: School | None, school_as_written: str = "") -> str:
    return person_key(name, email, school.urn if school else same_name(school_as_written))


def _school_now(school: School | None, school_as_written: str = "") -> dict:
    """What the line keeps of the school as it is today (P4)."""
    return {
        "school": school,
        "school_as_written": school_as_written,
        "school_name": school.name if school else "",
        "authority_code": school.authority_id if school else "",
    }


def _colleague_of(name: str, email: str, school: School | None) -> Colleague | None:
    """Who on the school's staff list it is, where that is certain."""
    if school is None:
        return None
    listed = school.colleagues.current()
    if email:
        return listed.filter(email__iexact=email).first()
    found = list(listed.filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None
