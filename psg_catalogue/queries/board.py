"""The planning board: the year's sessions by term and week, with what stands in the way, what is
missing, and what has few bookings. The same queries for one session and for two thousand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from core.academic_year import AcademicYear
from core.components import TermWeek
from core.models import PartnershipSettings
from psg_catalogue.models import GroupProposal
from psg_catalogue.queries.coverage import Coverage, coverage_of
from psg_catalogue.queries.expectation import LeaderCount, expectation
from psg_catalogue.queries.few_bookings import few_bookings
from psg_catalogue.queries.planned import Clash, Planned, clashing_pairs, planned_in
from psg_catalogue.queries.proposals import proposed_of_year
from psg_catalogue.queries.school_days import FRIDAY, HALF_TERM, closed_on
from psg_catalogue.queries.terms import HostTerm, host_terms, term_around, weeks_of

OUTSIDE = "outside"


@dataclass
class BoardDay:
    """A cell of the board. `closed` says why there is no school, empty for a school day."""

    day: date
    sessions: list[Planned] = field(default_factory=list)
    closed: str = ""
    is_today: bool = False


@dataclass
class BoardWeek:
    """A row of the board."""

    monday: date
    days: list[BoardDay]
    is_break: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(each.sessions for each in self.days)


@dataclass
class Board:
    """What a head of office needs to see of one academic year. `term` is the one shown, None for
    the sessions outside every term. `strips` are the year in one look: each term, its weeks with
    a stroke a session, and how many sessions it has."""

    year: AcademicYear
    terms: list[HostTerm]
    term: HostTerm | None
    sessions: list[Planned]
    strips: list[tuple[HostTerm, list[TermWeek], int]]
    weeks: list[BoardWeek]
    outside: list[Planned]
    clashes: list[tuple[Planned, Planned, list[Clash]]]
    coverage: Coverage
    leaders: list[LeaderCount]
    few: list
    proposals: list[GroupProposal]

    @property
    def undated(self) -> list[Planned]:
        """Postponed, and waiting for a new date."""
        return [each for each in self.sessions if each.is_postponed]

    @property
    def group_count(self) -> int:
        return len({each.group_id for each in self.sessions})

    @property
    def draft_count(self) -> int:
        return sum(each.is_draft for each in self.sessions)

    @property
    def short(self) -> list[LeaderCount]:
        return [each for each in self.leaders if each.missing]

    @property
    def weekdays(self) -> list[date]:
        """The days of a row, for the headings."""
        return [cell.day for cell in self.weeks[0].days] if self.weeks else []


def board_of(year: AcademicYear, asked: str = "", cell: tuple[str, str] = ("", "")) -> Board:
    """The board of a year. `asked` is a term's code, or OUTSIDE; `cell` a subject and a key stage
    whose sessions are listed."""
    today = timezone.localdate()
    terms = [
        term for term in host_terms(PartnershipSettings.load(), year) if term.starts_on in year
    ]
    sessions = planned_in(year)
    dated = [each for each in sessions if not each.is_postponed]
    outside = [each for each in dated if not any(each.day in term for term in terms)]
    term = None if asked == OUTSIDE and outside else _term_asked(asked, terms, today)
    return Board(
        year=year,
        terms=terms,
        term=term,
        sessions=sessions,
        strips=[_strip(each, dated, today) for each in terms],
        weeks=_weeks(term, dated, today) if term else [],
        outside=outside,
        clashes=clashing_pairs(sessions),
        coverage=coverage_of(sessions, *cell),
        leaders=expectation(year),
        few=few_bookings() if year == AcademicYear.current() else [],
        proposals=list(proposed_of_year(year)),
    )


def _term_asked(asked: str, terms: list[HostTerm], today: date) -> HostTerm | None:
    """The term named, else the one of today or the next, else the year's first."""
    named = next((term for term in terms if term.code == asked), None)
    return named or term_around(terms, today) or (terms[0] if terms else None)


def _strip(
    term: HostTerm, sessions: Iterable[Planned], today: date
) -> tuple[HostTerm, list[TermWeek], int]:
    days = [each.day for each in sessions if each.day in term]
    return term, weeks_of(term, days, today), len(days)


def _weeks(term: HostTerm, sessions: Iterable[Planned], today: date) -> list[BoardWeek]:
    """The term's weeks, Monday to Friday; weekends only where something is on."""
    on_day: dict[date, list[Planned]] = {}
    for each in sessions:
        if each.day in term:
            on_day.setdefault(each.day, []).append(each)
    length = 7 if any(day.weekday() > FRIDAY for day in on_day) else 5
    weeks, monday = [], term.starts_on - timedelta(days=term.starts_on.weekday())
    while monday <= term.ends_on:
        days = [monday + timedelta(days=number) for number in range(length)]
        cells = [
            BoardDay(day, on_day.get(day, []), closed_on(day, [term]), day == today) for day in days
        ]
        is_break = all(cell.closed == HALF_TERM for cell in cells[:5])
        weeks.append(BoardWeek(monday, cells, is_break))
        monday += timedelta(weeks=1)
    return weeks
