"""Reading a file of registers: each row checked, each session put together from its rows."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.academic_year import LONDON
from core.cells import BadCell, clock_in, past_day_in
from core.csv_files import CsvFile, CsvRow, RowError
from directory.models import School
from psg_catalogue.enums import Attendance
from psg_catalogue.person_key import person_key, same_name

COLUMNS = (
    "study_group",
    "session_date",
    "start_time",
    "end_time",
    "venue_urn",
    "leader",
    "attendee_name",
    "attendee_email",
    "school_urn",
    "attendance",
)


@dataclass
class Person:
    """One person on one session's register."""

    line: int
    name: str
    email: str
    school: School | None
    attendance: str

    @property
    def urn(self) -> str:
        return self.school.urn if self.school else ""

    @property
    def key(self) -> str:
        return person_key(self.name, self.email, self.urn)

    def agrees_with(self, other: "Person") -> bool:
        return (self.attendance, self.urn) == (other.attendance, other.urn)


@dataclass
class Gathering:
    """One session of the file, with everyone on its register."""

    line: int
    group: str
    day: date
    start: time
    end: time
    venue: School | None
    leaders: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    _by_email: dict[str, Person] = field(default_factory=dict)
    _by_name: dict[tuple[str, str], list[Person]] = field(default_factory=dict)

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.day, self.start, tzinfo=LONDON)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.day, self.end, tzinfo=LONDON)

    def find(self, person: Person) -> Person | None:
        """The same person's earlier row: by email, or by name and school where one has no email."""
        if person.email and (found := self._by_email.get(person.email.lower())):
            return found
        same = self._by_name.get((same_name(person.name), person.urn), [])
        return next((other for other in same if not person.email or not other.email), None)

    def add(self, person: Person) -> None:
        self.people.append(person)
        if person.email:
            self._by_email[person.email.lower()] = person
        self._by_name.setdefault((same_name(person.name), person.urn), []).append(person)


class RegisterReader:
    """Reads every row, and gathers sessions and what is wrong."""

    def __init__(self) -> None:
        self.errors: list[RowError] = []
        self.repeated = 0
        self._gatherings: dict[tuple[str, date, time], Gathering] = {}
        self._schools = {school.urn: school for school in School.objects.all()}

    def read(self, csv_file: CsvFile) -> list[Gathering]:
        """The file's sessions in the order they first stand there."""
        for row in csv_file.rows():
            try:
                self._take(row)
            except BadCell as fault:
                self.errors.append(RowError(row.line, str(fault)))
        return list(self._gatherings.values())

    def _take(self, row: CsvRow) -> None:
        if row.fault:
            raise BadCell(row.fault)
        gathering = self._gathering(row)
        if leader := row["leader"]:
            gathering.leaders.setdefault(same_name(leader), leader)
        person = self._person(row)
        first = gathering.find(person)
        if first is None:
            gathering.add(person)
        elif first.agrees_with(person):
            self.repeated += 1
        else:
            raise BadCell(
                f"{person.name} already stands on this register in row {first.line},"
                " with another attendance or school."
            )

    def _gathering(self, row: CsvRow) -> Gathering:
        group = row["study_group"]
        if not group:
            raise BadCell("it has no study_group.")
        if len(group) > 200:
            raise BadCell("its study_group is longer than 200 characters.")
        day = past_day_in(row["session_date"], "session_date")
        start = _clock(row, "start_time", day)
        end = _clock(row, "end_time", day)
        if end <= start:
            raise BadCell(
                f"end_time {row['end_time']} is not after start_time {row['start_time']}."
            )
        venue = self._school(row["venue_urn"], "venue_urn")
        new = Gathering(row.line, group, day, start, end, venue)
        first = self._gatherings.setdefault((same_name(group), day, start), new)
        if (first.end, first.venue) != (end, venue):
            raise BadCell(
                "its end_time or venue_urn differs from that of the same session in row"
                f" {first.line}."
            )
        return first

    def _person(self, row: CsvRow) -> Person:
        name, email = row["attendee_name"], row["attendee_email"]
        if not name:
            raise BadCell("it has no attendee_name.")
        if len(name) > 200:
            raise BadCell("its attendee_name is longer than 200 characters.")
        if email:
            try:
                validate_email(email)
            except ValidationError as error:
                raise BadCell(f"attendee_email “{email}” is not an email address.") from error
        attendance = row["attendance"].casefold()
        if attendance not in Attendance.values:
            raise BadCell(f"attendance “{row['attendance']}” is not present, absent or apologies.")
        school = self._school(row["school_urn"], "school_urn")
        return Person(row.line, name, email, school, attendance)

    def _school(self, urn: str, column: str) -> School | None:
        if not urn:
            return None
        if school := self._schools.get(urn):
            return school
        raise BadCell(f"there is no school with the {column} “{urn}”. Import schools first.")


def _clock(row: CsvRow, column: str, day: date) -> time:
    """A time that clocks in London showed on that day. Raises BadCell for one in the hour that is
    skipped in March, from which a session could end before it starts."""
    clock = clock_in(row[column], column)
    moment = datetime.combine(day, clock, tzinfo=LONDON)
    if moment.astimezone(UTC).astimezone(LONDON).time() != clock:
        raise BadCell(f"there was no {column} {row[column]} on {day}: the clocks went forward.")
    return clock
