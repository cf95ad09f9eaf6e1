"""Writing earlier years' registers: what is missing is made, what exists is matched, and nobody is
written to. A history is taken as it was: no rule of today's bookings is put to it."""

from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from core.audit import record, unsaved_changes
from core.csv_files import BadRows, CsvFile, RowError
from core.templatetags.wording import clock
from directory.models import Colleague, School
from directory.queries.schools_then import SchoolThen, schools_on
from psg_catalogue.enums import SessionState
from psg_catalogue.models import RegisterEntry, StudyGroupSession
from psg_catalogue.person_key import FORGOTTEN, same_name
from psg_catalogue.services.history.making import Maker
from psg_catalogue.services.history.reading import COLUMNS, Gathering, Person, RegisterReader


@dataclass
class Tally:
    """What a file did. A row that stands on the site or in the file already is unchanged."""

    study_groups: int = 0
    sessions: int = 0
    practitioners: int = 0
    created: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return (
            f"study groups created {self.study_groups}, sessions created {self.sessions},"
            f" practitioners created {self.practitioners}, register entries created"
            f" {self.created}, unchanged {self.unchanged}"
        )


@transaction.atomic
def import_registers(file: BinaryIO) -> Tally:
    """Every session of the file has been held, with everyone on its register. Raises BadRows with
    every fault; then nothing is written."""
    reader = RegisterReader()
    gatherings = reader.read(CsvFile(file, required=COLUMNS))
    maker = Maker()
    tally = Tally(unchanged=reader.repeated)
    errors = list(reader.errors)
    work = []
    for gathering in gatherings:
        session = maker.find(gathering)
        if session and (fault := _not_history(session)):
            errors.append(RowError(gathering.line, fault))
            continue
        if session and (fault := _contradiction(session, gathering)):
            errors.append(RowError(gathering.line, fault))
        new, faults = _new_people(gathering, session)
        errors += faults
        tally.unchanged += len(gathering.people) - len(new)
        work.append((gathering, session, new))
    if errors:
        raise BadRows(sorted(errors, key=lambda error: error.line))
    staff = _StaffLists()
    for gathering, session, new in work:
        _write(gathering, session, new, maker, staff, tally)
    tally.study_groups, tally.practitioners = maker.study_groups, maker.practitioners
    return tally


def _not_history(session: StudyGroupSession) -> str:
    """Why a session on the site cannot have been held, or nothing."""
    if session.state == SessionState.CANCELLED:
        return "this session was cancelled on the site, so it cannot have been held."
    if session.state != SessionState.HELD and session.starts_at > timezone.now():
        return "this session stands on the site with a date to come."
    return ""


def _contradiction(session: StudyGroupSession, gathering: Gathering) -> str:
    """What the file says of the session otherwise than the site, or nothing. A row without a venue
    says nothing of it, and a session that has no place yet takes the file's."""
    otherwise = []
    if gathering.ends_at != session.ends_at:
        otherwise.append(
            f"ended at {clock(session.ends_at)}, and not at the end_time {gathering.end:%H:%M}"
        )
    if gathering.venue and _has_place(session) and gathering.venue.pk != session.venue_id:
        where = f"{session.place_in_words}{f' ({session.venue.urn})' if session.venue else ''}"
        otherwise.append(f"was at {where}, and not at the venue_urn {gathering.venue.urn}")
    return f"on the site this session {' and '.join(otherwise)}." if otherwise else ""


def _has_place(session: StudyGroupSession) -> bool:
    return bool(session.venue_id or session.venue_note or session.joining_link)


def _new_people(
    gathering: Gathering, session: StudyGroupSession | None
) -> tuple[list[Person], list[RowError]]:
    """People not yet on the site's register, and rows that contradict it. Where the names are no
    longer kept, nobody can be told apart, and the register stays as it is."""
    if session is None:
        return gathering.people, []
    if session.entries.filter(person_key__startswith=FORGOTTEN).exists():
        return [], []
    standing = Gathering(0, gathering.group, gathering.day, gathering.start, gathering.end, None)
    for entry in session.entries.select_related("school"):
        standing.add(Person(0, entry.name, entry.email, entry.school, entry.attendance))
    new, faults = [], []
    for person in gathering.people:
        there = standing.find(person)
        if there is None:
            new.append(person)
        elif not there.agrees_with(person):
            faults.append(
                RowError(
                    person.line,
                    f"{person.name} already stands on this session's register on the site, with"
                    " another attendance or school.",
                )
            )
    return new, faults


def _write(
    gathering: Gathering,
    session: StudyGroupSession | None,
    people: list[Person],
    maker: Maker,
    staff: "_StaffLists",
    tally: Tally,
) -> None:
    if session is None:
        session = maker.make(gathering)
        tally.sessions += 1
    else:
        maker.lead(gathering)
        _hold(session)
        _place(session, gathering)
    if not people:
        return
    schools = School.objects.filter(pk__in={each.school.pk for each in people if each.school})
    then = {school.pk: school for school in schools_on(gathering.day, schools)}
    RegisterEntry.objects.bulk_create(
        [_entry(session, person, then, staff.find(person)) for person in people]
    )
    tally.created += len(people)
    record(session, "register.imported", entries=len(people))


def _hold(session: StudyGroupSession) -> None:
    """A session of the site that was left open has been held."""
    if session.state != SessionState.HELD:
        session.state = SessionState.HELD
        session.register_closed_at = timezone.now()
        session.save(update_fields=["state", "register_closed_at"])


def _place(session: StudyGroupSession, gathering: Gathering) -> None:
    """A session that had no place was where the file says."""
    if gathering.venue and not _has_place(session):
        session.venue = gathering.venue
        changes = unsaved_changes(session, "venue")
        session.save(update_fields=["venue"])
        record(session, "session.venue_changed", changes=changes)


def _entry(
    session: StudyGroupSession,
    person: Person,
    then: dict[int, SchoolThen],
    colleague: int | None,
) -> RegisterEntry:
    """The school under the name and in the authority of that day (P4)."""
    school = then[person.school.pk] if person.school else None
    return RegisterEntry(
        session=session,
        colleague_id=colleague,
        name=person.name,
        email=person.email,
        school=person.school,
        school_name=school.name if school else "",
        authority_code=school.authority_id if school else "",
        attendance=person.attendance,
        walk_in=True,
        person_key=person.key,
        marked_at=session.ends_at,
    )


class _StaffLists:
    """Who stands on the staff lists, by school."""

    def __init__(self) -> None:
        self._by_email: dict[tuple[int, str], int] = {}
        self._by_name: dict[tuple[int, str], list[int]] = {}
        for pk, school, name, email in Colleague.objects.values_list(
            "pk", "school", "name", "email"
        ):
            if email:
                self._by_email[school, email.lower()] = pk
            self._by_name.setdefault((school, same_name(name)), []).append(pk)

    def find(self, person: Person) -> int | None:
        """The same person on their school's list: by email, or by a name only one there has."""
        if person.school is None:
            return None
        if person.email:
            return self._by_email.get((person.school.pk, person.email.lower()))
        named = self._by_name.get((person.school.pk, same_name(person.name)), [])
        return named[0] if len(named) == 1 else None
