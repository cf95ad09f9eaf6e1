"""One person's record of professional development: what they went to and what they led, across
years and schools."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from core.academic_year import AcademicYear
from core.models import User
from psg_catalogue.enums import SessionState
from psg_catalogue.models import Certificate, RegisterEntry, StudyGroupSession

HEADINGS = (
    "Academic year", "Date", "Session", "Study group", "Came or led", "School at the time",
    "Hours", "Certificate",
)  # fmt: skip
CAME, LED = "Came", "Led"


@dataclass(frozen=True)
class Line:
    """One session that somebody went to or led. `school` is theirs at the time; `certificate` is
    None where none is given."""

    session: StudyGroupSession
    part: str
    school: str = ""
    certificate: Certificate | None = None

    @property
    def day(self) -> date:
        return self.session.day


@dataclass(frozen=True)
class YearOfRecord:
    """The lines of an academic year, the latest first."""

    year: AcademicYear
    lines: tuple[Line, ...]

    @property
    def lasting(self) -> timedelta:
        return sum((line.session.lasting for line in self.lines), timedelta())


@dataclass(frozen=True)
class ProfessionalRecord:
    years: tuple[YearOfRecord, ...]

    @property
    def lasting(self) -> timedelta:
        return sum((year.lasting for year in self.years), timedelta())

    @property
    def sessions(self) -> int:
        return sum(len(year.lines) for year in self.years)


def record_of(user: User) -> ProfessionalRecord:
    """What the registers know of this account: lines of every staff list that it is joined to, also
    of schools since left, and sessions of the study groups it leads. A session that was led counts
    once, whatever its register says. Three queries, however many years."""
    led = StudyGroupSession.objects.held().led_by(user).distinct()
    lines = {session.pk: Line(session, LED) for session in _with_words(led)}
    entries = list(_entries_of(user))
    given = Certificate.objects.given().filter(entry__in=[entry.pk for entry in entries])
    certificates = {certificate.entry_id: certificate for certificate in given}
    for entry in entries:
        certificate = certificates.get(entry.pk)
        lines.setdefault(
            entry.session_id, Line(entry.session, CAME, entry.school_name, certificate)
        )
    latest = sorted(lines.values(), key=lambda line: line.session.starts_at, reverse=True)
    years = groupby(latest, key=lambda line: line.session.year)
    return ProfessionalRecord(tuple(YearOfRecord(year, tuple(each)) for year, each in years))


def own_certificate(user: User, number: str) -> Certificate | None:
    """The certificate with this number, if it is this account's and may be shown."""
    found = Certificate.objects.given().filter(entry__in=_entries_of(user), number=number)
    return found.select_related("entry__session__page", "entry__session__study_group").first()


def rows(record: ProfessionalRecord) -> Iterator[list]:
    """The lines for a spreadsheet, in the order of HEADINGS."""
    for each in record.years:
        for line in each.lines:
            session = line.session
            yield [
                str(each.year),
                line.day,
                session.page.title,
                session.study_group.title,
                line.part,
                line.school,
                round(session.lasting / timedelta(hours=1), 2),
                line.certificate.printed if line.certificate else "",
            ]


def _entries_of(user: User):
    return (
        RegisterEntry.objects.present()
        .filter(colleague__user=user, session__state=SessionState.HELD)
        .select_related("session__page", "session__study_group")
    )


def _with_words(sessions):
    return sessions.select_related("page", "study_group")
