"""A term as a grid of half days: what is planned, what was done, what else is on."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from directory.models import Practitioner, Term
from directory.outreach.engagements import Engagement, engagements_of
from directory.outreach.models import (
    OutreachCalendar,
    OutreachPlan,
    OutreachVisit,
    PlannedHalfDay,
)
from directory.outreach.models.visit import PartOfDay
from directory.outreach.queries.term_days import working_days_of

PARTS = (PartOfDay.MORNING, PartOfDay.AFTERNOON)


@dataclass(frozen=True)
class Cell:
    """One half day. `clash` is true when it is planned and something else is on."""

    day: date
    part: PartOfDay
    planned: PlannedHalfDay | None
    visit: OutreachVisit | None
    engagements: tuple[Engagement, ...]

    @property
    def name(self) -> str:
        """The field of the form: "2026-11-26:am"."""
        return f"{self.day.isoformat()}:{self.part.value}"

    @property
    def is_planned(self) -> bool:
        return self.planned is not None

    @property
    def plan(self) -> OutreachPlan | None:
        """What it is kept for, once that is chosen."""
        return self.planned.plan if self.planned else None

    @property
    def is_missed(self) -> bool:
        """Planned, over, and nothing recorded: it was forgotten, or nothing came of it."""
        return self.is_planned and self.visit is None and self.day < timezone.localdate()

    @property
    def clash(self) -> bool:
        return self.is_planned and bool(self.engagements)


@dataclass(frozen=True)
class GridDay:
    day: date
    cells: tuple[Cell, ...]
    after_school: tuple[Engagement, ...]


@dataclass
class GridWeek:
    monday: date
    days: list[GridDay] = field(default_factory=list)


@dataclass
class TermGrid:
    term: Term
    calendar: OutreachCalendar | None
    weeks: list[GridWeek]

    @property
    def is_kept(self) -> bool:
        return self.calendar is not None and self.calendar.is_kept(self.term)

    @property
    def cells(self) -> list[Cell]:
        return [cell for week in self.weeks for each in week.days for cell in each.cells]

    @property
    def half_days_planned(self) -> int:
        return sum(cell.is_planned for cell in self.cells)

    @property
    def days_planned(self) -> float:
        return self.half_days_planned / 2

    @property
    def missed(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_missed]

    @property
    def this_week(self) -> GridWeek | None:
        """The week of today or the next one, unless the term begins or ended with it."""
        today = timezone.localdate()
        coming = [week for week in self.weeks if week.days[-1].day >= today]
        return coming[0] if coming and coming[0] != self.weeks[0] else None

    @property
    def clashes(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.clash]


def term_grid(practitioner: Practitioner, term: Term) -> TermGrid:
    """The term's working days by weeks: four queries, and what the apps above ask."""
    calendar = OutreachCalendar.objects.filter(practitioner=practitioner, term=term).first()
    planned = {}
    if calendar:
        rows = calendar.half_days.select_related("plan__host_school")
        planned = {(row.day, row.part): row for row in rows}
    visited: dict[tuple[date, str], OutreachVisit] = {}
    for visit in OutreachVisit.objects.of(practitioner).in_term(term).select_related("school"):
        for part in PARTS:
            if visit.takes(part):
                visited[visit.visited_on, part.value] = visit
    busy: dict[date, list[Engagement]] = defaultdict(list)
    for each in engagements_of(practitioner, term.starts_on, term.ends_on):
        busy[each.day].append(each)
    weeks: dict[date, GridWeek] = {}
    for day in working_days_of(term):
        monday = day - timedelta(days=day.weekday())
        week = weeks.setdefault(monday, GridWeek(monday))
        week.days.append(_grid_day(day, planned, visited, busy[day]))
    return TermGrid(term, calendar, list(weeks.values()))


def _grid_day(day, planned, visited, busy) -> GridDay:
    cells = tuple(
        Cell(
            day=day,
            part=part,
            planned=planned.get((day, part.value)),
            visit=visited.get((day, part.value)),
            engagements=tuple(each for each in busy if each.takes(part)),
        )
        for part in PARTS
    )
    inside = {each for cell in cells for each in cell.engagements}
    return GridDay(day, cells, tuple(each for each in busy if each not in inside))
