"""Years and terms beside each other, for the report's tables."""

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Q

from core.academic_year import LONDON, AcademicYear
from core.percent import half_up_percent
from directory.enums import Season
from directory.models import Term
from psg_catalogue.enums import Attendance
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.queries.forum_report import (
    ForumFigures,
    Identities,
    figures_of,
    held_sessions,
)
from subscriptions.models import Subscription

YEARS_SHOWN = 4
# Where an authority's term dates are not in the table: the months that terms lie in.
_SUMMER_BEGINS, _AUTUMN_BEGINS = 4, 9


def years_on_record() -> list[AcademicYear]:
    """Every year with a subscription or a held session, the newest first."""
    years = set(Subscription.objects.order_by().values_list("academic_year", flat=True).distinct())
    dates = StudyGroupSession.objects.held().dates("starts_at", "month")
    years |= {AcademicYear.of(month).start for month in dates}
    return [AcademicYear(start) for start in sorted(years, reverse=True)]


def years_table(
    year: AcademicYear, years: list[AcademicYear], identities: Identities
) -> list[ForumFigures]:
    """Whole-year figures of this year and its neighbours on record, the oldest first."""
    near = sorted(years, key=lambda each: (abs(each.start - year.start), -each.start))
    return figures_of(sorted(near[:YEARS_SHOWN]), identities=identities)


def terms_beside(
    year: AcademicYear, as_at: date | None, host: str
) -> list[tuple[str, tuple[int, int], str]]:
    """Attendances of each term: its name, (the year before, this year), the change in percent.
    `host` is the authority whose term dates count (P10)."""
    seasons = _seasons([year.previous, year], host)
    totals = {each: dict.fromkeys(Season, 0) for each in (year.previous, year)}
    present = Count("entries", filter=Q(entries__attendance=Attendance.PRESENT))
    held = held_sessions(year.previous) | held_sessions(year, as_at)
    for starts_at, came in held.order_by().annotate(came=present).values_list("starts_at", "came"):
        day = starts_at.astimezone(LONDON).date()
        its_year = AcademicYear.of(day)
        totals[its_year][seasons[its_year](day)] += came
    before, this = totals[year.previous], totals[year]
    return [
        (season.label, (before[season], this[season]), change(before[season], this[season]))
        for season in Season
    ]


def change(before: int | None, this: int) -> str:
    """ "+36%", or words where there is nothing to compare with."""
    if not before:
        return "No comparison"
    percent = half_up_percent(this - before, before)
    return f"+{percent}%" if percent > 0 else f"{percent}%".replace("-", "−")


def _seasons(years: list[AcademicYear], host: str) -> dict[AcademicYear, Callable[[date], Season]]:
    """By year, which term a day belongs to: by the host authority's dates, else by the month."""
    terms = Term.objects.filter(authority_id=host, academic_year__in=[year.start for year in years])
    starts: dict[int, dict[str, date]] = {year.start: {} for year in years}
    for term in terms:
        starts[term.academic_year][term.season] = term.starts_on
    return {year: _season_of(starts[year.start]) for year in years}


def _season_of(starts: dict[str, date]) -> Callable[[date], Season]:
    if len(starts) < len(Season):
        return _by_month

    def by_dates(day: date) -> Season:
        if day >= starts[Season.SUMMER]:
            return Season.SUMMER
        return Season.SPRING if day >= starts[Season.SPRING] else Season.AUTUMN

    return by_dates


def _by_month(day: date) -> Season:
    if day.month >= _AUTUMN_BEGINS:
        return Season.AUTUMN
    return Season.SUMMER if day.month >= _SUMMER_BEGINS else Season.SPRING
