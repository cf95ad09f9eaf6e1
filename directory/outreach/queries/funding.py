"""Money as its screens show it: what a stream holds, what is promised, what is late."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.financial_year import FinancialYear
from core.shares import equal_shares
from directory.models import Term
from directory.outreach.funding_enums import COMMITTED, ReleaseState
from directory.outreach.models import FundingRelease, FundingStream, StreamPost
from directory.outreach.term_amounts import SEASONS, financial_year_of, term_amount
from directory.queries.hosts import host_authority_code


@dataclass(frozen=True)
class ForecastLine:
    """One post on a stream: pence for each term of the year, in the order of SEASONS."""

    placed: StreamPost
    terms: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.terms)


@dataclass(frozen=True)
class Forecast:
    """What a stream's posts will have cost by the end of its year."""

    lines: list[ForecastLine]

    @property
    def terms(self) -> tuple[int, ...]:
        return tuple(sum(line.terms[at] for line in self.lines) for at in range(len(SEASONS)))

    @property
    def total(self) -> int:
        return sum(self.terms)


def terms_of(year: FinancialYear) -> list[Term]:
    """The host authority's terms that the year pays for, in their order; one query."""
    found = Term.objects.filter(
        authority=host_authority_code(), academic_year__in=[year.start - 1, year.start]
    )
    return [term for term in found.order_by("starts_on") if financial_year_of(term) == year]


def forecast_of(stream: FundingStream, terms: list[Term] | None = None) -> Forecast:
    """Thirds where a term is not in the table yet. Two queries, one when the terms are given."""
    terms = terms_of(stream.year) if terms is None else terms
    by_season = {term.season: term for term in terms}
    placed = stream.posts.select_related("post__base_school", "post__subject", "stream")
    return Forecast([_line(each, by_season) for each in placed.order_by("starts_on", "pk")])


def _line(placed: StreamPost, by_season: dict[str, Term]) -> ForecastLine:
    thirds = equal_shares(placed.yearly_pence, len(SEASONS))
    return ForecastLine(
        placed,
        tuple(
            term_amount(placed, by_season[season]) if season in by_season else third
            for season, third in zip(SEASONS, thirds, strict=True)
        ),
    )


def streams_with_sums(year: FinancialYear | None = None) -> QuerySet:
    """Streams with `committed`, `released` and `arrears` in pence; one query and one for the
    decisions. Arrears: the term is over, the money not released."""
    late = Q(releases__state__in=[ReleaseState.AWAITING, ReleaseState.READY, *COMMITTED[:2]])
    late &= Q(releases__term__ends_on__lt=timezone.localdate())
    streams = FundingStream.objects.all() if year is None else FundingStream.objects.in_year(year)
    return streams.prefetch_related("decisions").annotate(
        committed=_sum(Q(releases__state__in=COMMITTED)),
        released=_sum(Q(releases__state=ReleaseState.RELEASED)),
        arrears=_sum(late),
        late=Count("releases", filter=late),
    )


def _sum(which: Q) -> Coalesce:
    return Coalesce(Sum("releases__amount_pence", filter=which), 0)


def releases_of(term: Term | None, state: str = "") -> QuerySet:
    """Releases of a term, or of all; those that wait first, by school."""
    rows = FundingRelease.objects.select_related(
        "post__base_school", "post__subject", "term", "stream"
    )
    if term is not None:
        rows = rows.filter(term=term)
    if state in ReleaseState.values:
        rows = rows.filter(state=state)
    return rows.order_by("-term__starts_on", "post__base_school__name", "pk")


def terms_with_releases() -> list[Term]:
    """The latest first."""
    return list(Term.objects.filter(releases__isnull=False).distinct().order_by("-starts_on")[:9])


EXPORT_HEADINGS = (
    "Post", "Base school", "URN", "Term", "Year", "Stream", "Pay", "Amount (£)", "State",
    "Calendar received", "Plans received", "Visits received", "Proposed", "Confirmed", "Released",
)  # fmt: skip


def export_rows(releases: QuerySet):
    """For finance: what to pay to whom, and how far it is. No teacher's name is in it."""
    for each in releases.iterator():
        yield (
            str(each.post.subject),
            each.post.base_school.name,
            each.post.base_school.urn,
            str(each.term),
            str(each.stream.year),
            each.stream.name,
            each.payee_name,
            each.pounds,
            each.get_state_display(),
            each.calendar_on,
            each.plans_on,
            each.visits_on,
            each.proposed_at,
            each.confirmed_at,
            each.released_on,
        )
