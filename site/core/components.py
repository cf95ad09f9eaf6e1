"""What the listing components are given: small plain records, known to no feature."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class TermWeek:
    """A week of the term strip. `state` is "", "past", "now" or "break"."""

    monday: date
    sessions: int = 0
    state: str = ""


@dataclass(frozen=True)
class CalendarItem:
    """A session in the month. `state` is "", "full", "cancelled" or "postponed"."""

    start: datetime
    title: str
    url: str
    state: str = ""


@dataclass
class CalendarDay:
    """A cell of the month. `other_month` days are shown set back."""

    day: date
    items: list[CalendarItem] = field(default_factory=list)
    other_month: bool = False
    is_today: bool = False
    is_past: bool = False


@dataclass(frozen=True)
class FacetOption:
    """One tick of a facet: what the form sends, what it says, how many it would give."""

    value: str
    label: str
    count: int | None = None
    checked: bool = False


@dataclass(frozen=True)
class Facet:
    """A group of ticks. `kind` is "checkbox" or "radio". An empty facet is not shown."""

    name: str
    label: str
    options: list[FacetOption]
    is_open: bool = False
    kind: str = "checkbox"


def term_weeks(
    first: date,
    last: date,
    counts: dict[date, int],
    today: date,
    breaks: Iterable[tuple[date, date]] = (),
) -> list[TermWeek]:
    """Make the weeks of a term from the Monday of `first` to the week of `last`.

    `counts` maps a Monday to how many sessions its week holds; `breaks` are (first, last) days
    of half terms.
    """
    weeks, monday = [], first - timedelta(days=first.weekday())
    while monday <= last:
        friday = monday + timedelta(days=4)
        if any(start <= monday and friday <= end for start, end in breaks):
            state = "break"
        elif monday <= today <= monday + timedelta(days=6):
            state = "now"
        else:
            state = "past" if friday < today else ""
        weeks.append(TermWeek(monday, counts.get(monday, 0), state))
        monday += timedelta(days=7)
    return weeks


def month_weeks(
    year: int, month: int, items: Iterable[CalendarItem], today: date
) -> list[list[CalendarDay]]:
    """Make the rows of a month, Monday to Friday; weekends only where something is on."""
    by_day: dict[date, list[CalendarItem]] = {}
    for item in sorted(items, key=lambda item: item.start):
        by_day.setdefault(item.start.date(), []).append(item)
    rows = [
        [
            CalendarDay(day, by_day.get(day, []), day.month != month, day == today, day < today)
            for day in week
        ]
        for week in Calendar().monthdatescalendar(year, month)
    ]
    shown = 7 if any(cell.items for row in rows for cell in row[5:]) else 5
    return [row[:shown] for row in rows if any(not cell.other_month for cell in row[:shown])]
