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
    year: AcademicYear, as_at: date | None, identities: Identities
) -> list[tuple[str, tuple[int, int], str]]:
    """Attendances of each term: its name, (the year before, this year), the change in percent.
    The host authority's term dates count (P10)."""
    totals = term_totals([year.previous, year], identities, as_at)
    before, this = totals[year.previous], totals[year]
    return [
        (season.label, (before[season], this[season]), change(before[season], this[season]))
        for season in Season
    ]


def term_totals(
    years: list[AcademicYear], identities: Identities, as_at: date | None = None
) -> dict[AcademicYear, dict[Season, int]]:
    """Attendances by year and term, of the last year up to a day; of a year whose rows are gone, as
    they were counted before."""
    totals = {each: dict.fromkeys(Season, 0) for each in years}
    if not years:
        return totals
    seasons = _seasons(years, identities.host)
    held = StudyGroupSession.objects.none()
    for each in years:
        held |= held_sessions(each, as_at if each == years[-1] else None)
    present = Count("entries", filter=Q(entries__attendance=Attendance.PRESENT))
    for starts_at, came in held.order_by().annotate(came=present).values_list("starts_at", "came"):
        day = starts_at.astimezone(LONDON).date()
        its_year = AcademicYear.of(day)
        totals[its_year][seasons[its_year](day)] += came
    for year in identities.frozen_terms.keys() & totals.keys():
        kept = identities.frozen_terms[year]
        totals[year] = {season: kept.get(season.value, 0) for season in Season}
    return totals


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
