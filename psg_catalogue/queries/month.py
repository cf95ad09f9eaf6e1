"""One month of sessions, for the calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.components import CalendarDay, CalendarItem, month_weeks
from core.templatetags.wording import MONTHS, month_year
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.queries.addresses import addresses
from psg_catalogue.queries.terms import HostTerm

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class MonthLink:
    """The way to a month."""

    name: str
    year: int
    url: str

    @classmethod
    def to(cls, day: date) -> "MonthLink | None":
        """The way to the month of a day, or None outside the years that the calendar shows."""
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return None
        url = reverse("psg_catalogue:calendar_month", args=[day.year, day.month])
        return cls(MONTHS[day.month - 1], day.year, url)


@dataclass
class Month:
    """A calendar month with the weeks that reach into it, and the terms of its year."""

    first: date
    weeks: list[list[CalendarDay]]
    terms: list[HostTerm] = field(default_factory=list)

    @property
    def previous(self) -> MonthLink | None:
        return MonthLink.to(self.first - timedelta(days=1))

    @property
    def next(self) -> MonthLink | None:
        return MonthLink.to(self.first + timedelta(days=31))

    @property
    def year(self) -> AcademicYear:
        return AcademicYear.of(self.first)

    @property
    def caption(self) -> str:
        days = "Monday to Friday" if self.weeks and len(self.weeks[0]) == 5 else "Monday to Sunday"
        return f"Sessions in {month_year(self.first)}, {days}"

    @property
    def is_empty(self) -> bool:
        return not any(day.items for week in self.weeks for day in week if not day.other_month)


def month_of(year: int, month: int) -> Month:
    """The month's published sessions, those of the first and last week's other days included: two
    queries. Raises ValueError for a month there is not."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    first = date(year, month, 1)
    start = datetime.combine(first - timedelta(days=7), time.min, tzinfo=LONDON)
    to_url = addresses()
    rows = (
        StudyGroupSession.objects.published()
        .filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=46))
        .order_by("starts_at", "pk")
        .values_list(
            "starts_at", "ends_at", "state", "capacity", "places_taken", "study_group__title",
            "page__url_path",
        )
    )  # fmt: skip
    now = timezone.now()
    items = [
        CalendarItem(
            starts.astimezone(LONDON), title, to_url(path), _state(state, left, ends < now)
        )
        for starts, ends, state, left, title, path in (
            (starts, ends, state, capacity - taken, title, path)
            for starts, ends, state, capacity, taken, title, path in rows
        )
    ]
    return Month(first, month_weeks(year, month, items, timezone.localdate()))


def _state(state: str, places_left: int, is_over: bool) -> str:
    if state in (StudyGroupSession.State.CANCELLED, StudyGroupSession.State.POSTPONED):
        return state
    return "full" if places_left <= 0 and not is_over else ""
