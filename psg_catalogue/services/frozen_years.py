"""Before a year's rows go, its figures are written down: the report of that year says the same
afterwards, and only the numbers are left (DOMAIN 6.5, SAFETY 64)."""

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from core.academic_year import AcademicYear
from psg_catalogue.models import YearFigures
from psg_catalogue.queries.forum_report import Identities, figures_of
from psg_catalogue.queries.report_years import term_totals


@transaction.atomic
def freeze_years(years: Iterable[AcademicYear]) -> int:
    """Each of these years has its figures, counted now unless they were. Returns how many years
    were counted. Call it before rows of those years go."""
    known = set(YearFigures.objects.values_list("academic_year", flat=True))
    years = sorted(each for each in set(years) if each.start not in known)
    identities = Identities()
    counted = figures_of(years, identities=identities)
    totals = term_totals(years, identities)
    YearFigures.objects.bulk_create(
        YearFigures(
            academic_year=year.start,
            figures=asdict(figures),
            terms={str(season.value): number for season, number in totals[year].items()},
        )
        for year, figures in zip(years, counted, strict=True)
    )
    return len(years)
