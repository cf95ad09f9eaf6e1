"""Terms as the host authority sets them (DOMAIN 6.2, P10)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import caches

from core.academic_year import AcademicYear
from core.components import TermWeek, term_weeks
from core.models import PartnershipSettings
from directory.models import Term

KEPT_SECONDS = 60


@dataclass(frozen=True)
class HostTerm:
    """A term of the host authority; `code` names it in an address: 2026-autumn."""

    code: str
    name: str
    starts_on: date
    ends_on: date
    half_term: tuple[date, date] | None

    @property
    def words(self) -> str:
        """The name inside a sentence: autumn term 2026."""
        return self.name[:1].lower() + self.name[1:]

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def host_terms(partnership: PartnershipSettings, first: AcademicYear) -> list[HostTerm]:
    """The host authority's terms from that year on, in order: one query. They change once a year,
    so each process keeps them for a minute."""
    key = f"terms-{partnership.host_authority_code}-{first.start}"
    terms = caches["fragments"].get(key)
    if terms is None:
        rows = Term.objects.filter(
            authority=partnership.host_authority_code, academic_year__gte=first.start
        )
        terms = [_host_term(row) for row in rows.order_by("starts_on")]
        caches["fragments"].set(key, terms, KEPT_SECONDS)
    return terms


def term_of(terms: Iterable[HostTerm], day: date) -> HostTerm | None:
    """The term a day lies in, or None in the holidays."""
    return next((term for term in terms if day in term), None)


def term_around(terms: Iterable[HostTerm], day: date) -> HostTerm | None:
    """The term a day lies in, or the next one to come."""
    return next((term for term in terms if day <= term.ends_on), None)


def weeks_of(term: HostTerm, days: Iterable[date], today: date) -> list[TermWeek]:
    """The term's weeks for the strip, with a stroke for each of these days."""
    counts = Counter(day - timedelta(days=day.weekday()) for day in days if day in term)
    breaks = [term.half_term] if term.half_term else []
    return term_weeks(term.starts_on, term.ends_on, counts, today, breaks)


def _host_term(row: Term) -> HostTerm:
    has_break = row.half_term_starts_on and row.half_term_ends_on
    return HostTerm(
        code=f"{row.academic_year}-{row.season}",
        name=f"{row.get_season_display()} term {row.starts_on.year}",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        half_term=(row.half_term_starts_on, row.half_term_ends_on) if has_break else None,
    )
