"""What the catalogue page shows: what is next, or what was on in an earlier year."""

from dataclasses import dataclass
from hashlib import md5

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear, NotAnAcademicYear
from core.components import Facet, FacetOption, TermWeek
from core.models import PartnershipSettings
from psg_catalogue.models import CataloguePage, StudyGroupSession
from psg_catalogue.queries.addresses import addresses_near
from psg_catalogue.queries.finder import (
    MILES,
    Asked,
    Found,
    by_month,
    find,
    place_named,
)
from psg_catalogue.queries.programme import (
    Listed,
    add_counts,
    add_groups,
    sessions_of_years,
)
from psg_catalogue.queries.terms import HostTerm, host_terms, term_around, weeks_of

A_PAGE = 30


@dataclass
class Catalogue:
    """One look into the catalogue. `year` is None for what is next."""

    base_url: str
    asked: Asked
    found: Found
    listing: PageOfList
    months: list[tuple[str, list[Listed]]]
    strip: list[TermWeek]
    year: AcademicYear | None
    years: list[AcademicYear]
    month_url: str
    term: HostTerm | None
    next_term: HostTerm | None

    @property
    def facets(self) -> list[Facet]:
        """The filters; an earlier year offers its neighbours too."""
        if self.year is None:
            return self.found.facets
        options = [
            FacetOption(str(year), str(year), checked=year == self.year) for year in self.years
        ]
        return [Facet("year", "Year", options, is_open=True, kind="radio"), *self.found.facets]

    @property
    def clear_url(self) -> str:
        """The same list without filters."""
        return f"{self.base_url}?year={self.year}" if self.year else self.base_url

    @property
    def list_url(self) -> str:
        return f"{self.base_url}?{self.asked.query.urlencode()}"

    @property
    def past_url(self) -> str:
        """The sessions of this academic year that are over; its page offers the years before."""
        return f"{self.base_url}?year={AcademicYear.current()}"

    @property
    def next_term_url(self) -> str:
        query = self.asked.query.copy()
        query["term"] = self.next_term.code if self.next_term else ""
        return f"{self.base_url}?{query.urlencode()}"

    @property
    def letters_url(self) -> str:
        """Where to ask for letters about new sessions, with the subjects and key stages chosen."""
        query = QueryDict(mutable=True)
        for name in ("subject", "stage"):
            query.setlist(name, self.asked.query.getlist(name))
        there = reverse("psg_catalogue:new_sessions")
        return f"{there}?{query.urlencode()}" if query.urlencode() else there

    @property
    def filters_key(self) -> str:
        """Names exactly what the filters show, so that the same are drawn once."""
        shown = (self.facets, self.asked.words, self.asked.near, self.asked.miles, self.clear_url)
        return md5(repr(shown).encode(), usedforsecurity=False).hexdigest()

    @property
    def strip_key(self) -> str:
        return md5(repr(self.strip).encode(), usedforsecurity=False).hexdigest()

    @property
    def miles(self) -> tuple[str, ...]:
        return MILES

    @property
    def is_filtered(self) -> bool:
        return bool(self.found.chosen) or self.near_unknown

    @property
    def near_unknown(self) -> bool:
        """True when a place was typed that is no school of ours."""
        return bool(self.asked.near) and self.found.near is None


def look_into(page: CataloguePage, request: HttpRequest) -> Catalogue:
    """The catalogue as the address asks for it: the same number of queries for one session and for
    three hundred."""
    asked, year = Asked.of(request.GET), year_asked(request.GET.get("year", ""))
    to_url, now = addresses_near(page, request), timezone.now()
    first = year or AcademicYear.current()
    partnership = PartnershipSettings.load(request_or_site=request)
    terms = host_terms(partnership, first)
    sessions = sessions_of_years(first, year, to_url)
    shown = [each for each in sessions if (each.ends_at < now) == (year is not None)]
    add_groups(shown)
    found = find(shown, asked, terms, place_named(asked.near))
    if year:
        found.sessions.reverse()
    listing = Paginator(found.sessions, A_PAGE).get_page(request.GET.get("page"))
    add_counts(listing.object_list)
    term = chosen_term(asked, terms)
    today = timezone.localdate()
    strip_term = term or term_around(terms, today)
    return Catalogue(
        base_url=page.get_url(request) or "",
        asked=asked,
        found=found,
        listing=listing,
        months=by_month(listing.object_list),
        strip=weeks_of(strip_term, [each.day for each in sessions], today) if strip_term else [],
        year=year,
        years=past_years() if year else [],
        month_url=month_url(found.sessions[0] if found.sessions and not year else None),
        term=term,
        next_term=_next_term(term, terms, shown),
    )


def year_asked(words: str) -> AcademicYear | None:
    """The academic year whose past sessions are asked for, or None."""
    try:
        return AcademicYear.parse(words) if words else None
    except NotAnAcademicYear:
        return None


def past_years() -> list[AcademicYear]:
    """The academic years that have sessions behind them, the latest first: one query."""
    past = StudyGroupSession.objects.published().filter(ends_at__lt=timezone.now()).order_by()
    return sorted({AcademicYear.of(day) for day in past.dates("starts_at", "month")}, reverse=True)


def chosen_term(asked: Asked, terms: list[HostTerm]) -> HostTerm | None:
    """The one term that is ticked, where it is just one."""
    ticked = asked.query.getlist("term")
    return next((term for term in terms if [term.code] == ticked), None)


def month_url(first: Listed | None) -> str:
    """The calendar at the first session shown, or at today."""
    day = first.day if first else timezone.localdate()
    return reverse("psg_catalogue:calendar_month", args=[day.year, day.month])


def _next_term(
    term: HostTerm | None, terms: list[HostTerm], shown: list[Listed]
) -> HostTerm | None:
    """The term after the chosen one, when something is on in it."""
    if term is None:
        return None
    later = [each for each in terms if each.starts_on > term.starts_on]
    return next((each for each in later[:1] if any(s.day in each for s in shown)), None)
