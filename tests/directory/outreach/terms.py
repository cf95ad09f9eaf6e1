"""The host authority's terms of one year, as other tests count by them."""

from datetime import date

from directory.enums import Season
from directory.models import Term
from tests.factories.directory import LocalAuthorityFactory

AUTUMN = (date(2026, 9, 3), date(2026, 12, 18))
HALF_TERM = (date(2026, 10, 26), date(2026, 10, 30))


def a_term(year: int = 2026, season: str = Season.AUTUMN, days=AUTUMN, half_term=HALF_TERM) -> Term:
    """The autumn term of 2026 with its half term, made where there is none."""
    return Term.objects.get_or_create(
        authority=LocalAuthorityFactory(),
        academic_year=year,
        season=season,
        defaults={
            "starts_on": days[0],
            "ends_on": days[1],
            "half_term_starts_on": half_term[0] if half_term else None,
            "half_term_ends_on": half_term[1] if half_term else None,
        },
    )[0]
