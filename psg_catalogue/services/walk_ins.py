"""Someone at the door who is not on the register: added once, whoever types them, and counted like
everyone else (P1)."""

from django.db import transaction

from core.audit import record
from core.services.outbox import one_line
from directory.models import Colleague, School
from psg_catalogue.enums import Attendance
from psg_catalogue.models import Booking, RegisterEntry, StudyGroupSession
from psg_catalogue.person_key import person_key, same_name
from psg_catalogue.register_refusals import NotAWalkIn, StandsAlready
from psg_catalogue.services.locks import lock_session
from psg_catalogue.services.registers import (
    lock_open_register,
    mark_booking,
    mark_line,
    school_now,
)


@transaction.atomic
def add_walk_in(
    session: StudyGroupSession,
    *,
    name: str,
    school: School | None = None,
    school_as_written: str = "",
    email: str = "",
    self_signed: bool = False,
    by=None,
) -> RegisterEntry:
    """The person is present. Someone who is booked, or stands there already, is marked and not
    added again. A walk-in takes no place, and a school not listed is kept as written for the office
    to settle; the line says when people signed themselves in. Raises what `marking_refusal`
    returns."""
    session = lock_open_register(session)
    name, email = one_line(name), email.strip().lower()
    if booking := _booking_of(session, name, email, school):
        return mark_booking(session, booking, Attendance.PRESENT, by)
    if entry := _line_of(session, name, email, school, school_as_written):
        return mark_line(entry, Attendance.PRESENT, by)
    entry = RegisterEntry.objects.create(
        session=session,
        colleague=_colleague_of(name, email, school),
        name=name,
        email=email,
        attendance=Attendance.PRESENT,
        walk_in=True,
        self_signed=self_signed,
        person_key=_key(name, email, school, school_as_written),
        marked_by=by,
        **school_now(school, school_as_written),
    )
    record(session, "register.walk_in_added", by=by, entry=entry.pk)
    return entry


@transaction.atomic
def remove_walk_in(entry: RegisterEntry, *, by=None) -> None:
    """A walk-in added by mistake is off the register. Raises NotAWalkIn, and what
    `marking_refusal` returns."""
    session = lock_open_register(entry.session)
    if entry.booking_id or not entry.walk_in:
        raise NotAWalkIn
    if session.entries.filter(pk=entry.pk).delete()[0]:
        record(session, "register.walk_in_removed", by=by, entry=entry.pk)


@transaction.atomic
def settle_school(entry: RegisterEntry, school: School, *, by=None) -> RegisterEntry:
    """A school that was not listed is known now; what was written stays beside it. Done on a closed
    register too: who came has not changed. Raises StandsAlready."""
    session = lock_session(entry.session)
    entry = session.entries.select_for_update(of=("self",)).get(pk=entry.pk)
    twin = _line_of(session, entry.name, entry.email, school, exclude=entry.pk)
    if twin:
        raise StandsAlready(twin)
    for name, value in school_now(school, entry.school_as_written).items():
        setattr(entry, name, value)
    entry.person_key = _key(entry.name, entry.email, school)
    entry.colleague = entry.colleague or _colleague_of(entry.name, entry.email, school)
    entry.save()
    record(entry, "register.school_settled", by=by, urn=school.urn)
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


def _colleague_of(name: str, email: str, school: School | None) -> Colleague | None:
    """Who on the school's staff list it is, where that is certain."""
    if school is None:
        return None
    listed = school.colleagues.current()
    if email:
        return listed.filter(email__iexact=email).first()
    found = list(listed.filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None
