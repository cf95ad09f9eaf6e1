"""Years and terms beside each other, for the report's tables."""

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Q

from core.academic_year import LONDON, AcademicYear
from core.models import PartnershipSettings
from core.percent import half_up_percent
from directory.enums import Season
from directory.models import Term
from psg_catalogue.enums import Attendance
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.queries.forum_report import ForumFigures, forum_figures, held_sessions
from subscriptions.models import Subscription

YEARS_SHOWN = 4
# Where an authority's term dates are not in the table: the months that terms lie in.
_SUMMER_BEGINS, _AUTUMN_BEGINS = 4, 9


def years_on_record() -> list[AcademicYear]:
    """Every year with a subscription or a held session, the newest first."""
    years = set(Subscription.objects.values_list("academic_year", flat=True).distinct())
    dates = StudyGroupSession.objects.held().dates("starts_at", "month")
    years |= {AcademicYear.of(month).start for month in dates}
    return [AcademicYear(start) for start in sorted(years, reverse=True)]


def years_table(year: AcademicYear, years: list[AcademicYear]) -> list[ForumFigures]:
    """Whole-year figures of this year and its neighbours on record, the oldest first."""
    near = sorted(years, key=lambda each: (abs(each.start - year.start), -each.start))
    return [forum_figures(each) for each in sorted(near[:YEARS_SHOWN])]


def terms_beside(year: AcademicYear, as_at: date | None) -> list[tuple[str, tuple[int, int], str]]:
    """Attendances of each term: its name, (the year before, this year), the change in percent."""
    before = _by_term(year.previous, None)
    this = _by_term(year, as_at)
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


def _by_term(year: AcademicYear, as_at: date | None) -> dict[Season, int]:
    season_of = _seasons(year)
    totals = dict.fromkeys(Season, 0)
    present = Count("entries", filter=Q(entries__attendance=Attendance.PRESENT))
    for starts_at, came in (
        held_sessions(year, as_at).annotate(came=present).values_list("starts_at", "came")
    ):
        totals[season_of(starts_at.astimezone(LONDON).date())] += came
    return totals


def _seasons(year: AcademicYear) -> Callable[[date], Season]:
    """Which term a day belongs to: by the host authority's dates, else by the month."""
    host = PartnershipSettings.load().host_authority_code
    starts = {
        term.season: term.starts_on for term in Term.objects.in_year(year).filter(authority_id=host)
    }
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
