"""The demonstration's school year, always alive around today. The dates are invented."""

from datetime import date, datetime, time, timedelta

from core.academic_year import LONDON, AcademicYear
from directory.enums import Season
from directory.models import LocalAuthority, Term

TWILIGHT = (time(16, 15), time(17, 45))
DAYTIME = (time(13, 15), time(15, 30))


def terms_of(year: AcademicYear) -> list[tuple[Season, date, date, date, date]]:
    """Season, first and last day, and half term, of an invented authority."""
    start, end = year.start, year.start + 1
    return [
        (
            Season.AUTUMN,
            monday_of(date(start, 9, 7)),
            monday_of(date(start, 12, 17)) + timedelta(days=4),
            *week(date(start, 10, 28)),
        ),
        (
            Season.SPRING,
            monday_of(date(end, 1, 7)),
            monday_of(date(end, 3, 27)) + timedelta(days=4),
            *week(date(end, 2, 16)),
        ),
        (
            Season.SUMMER,
            monday_of(date(end, 4, 17)),
            monday_of(date(end, 7, 19)) + timedelta(days=2),
            *week(date(end, 5, 29)),
        ),
    ]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(day: date) -> tuple[date, date]:
    """Monday and Friday of a day's week."""
    return monday_of(day), monday_of(day) + timedelta(days=4)


def load_terms(authority: LocalAuthority, years: list[AcademicYear]) -> None:
    """The authority's terms of these years are in the table."""
    for year in years:
        for season, starts_on, ends_on, half_from, half_to in terms_of(year):
            Term.objects.get_or_create(
                authority=authority,
                academic_year=year.start,
                season=season,
                defaults={
                    "starts_on": starts_on,
                    "ends_on": ends_on,
                    "half_term_starts_on": half_from,
                    "half_term_ends_on": half_to,
                },
            )


def school_weeks(around: date) -> list[date]:
    """Mondays of the weeks with school in them, of this year and its neighbours, in order."""
    this = AcademicYear.of(around)
    mondays = []
    for year in (this.previous, this, this.next):
        for _, starts_on, ends_on, half_from, _ in terms_of(year):
            monday = monday_of(starts_on)
            while monday <= ends_on:
                if monday != half_from:
                    mondays.append(monday)
                monday += timedelta(weeks=1)
    return mondays


def slot(
    around: date, weeks_away: int, weekday: int, *, daytime: bool = False
) -> tuple[datetime, datetime]:
    """Start and end, in London time, of a session so many school weeks from the week of a day: 0 is
    this week, or the next week with school in it."""
    mondays = school_weeks(around)
    here = next(i for i, monday in enumerate(mondays) if monday + timedelta(days=4) >= around)
    day = mondays[here + weeks_away] + timedelta(days=weekday)
    start, end = DAYTIME if daytime else TWILIGHT
    return (
        datetime.combine(day, start, tzinfo=LONDON),
        datetime.combine(day, end, tzinfo=LONDON),
    )
