"""What the home page shows besides its own words: what is next, the term, one person's words.

The sessions of the academic year come with one query and serve both the list and the strip. The
portraits stand in a cached fragment, so they are asked for only when it is made anew."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from core.academic_year import AcademicYear
from core.components import TermWeek
from core.models import Image, PartnershipSettings
from directory.models import PenPortraitPage
from directory.queries.portraits import CARD_PHOTO, shuffled
from home.models import HomePage
from psg_catalogue.queries.addresses import addresses_near
from psg_catalogue.queries.programme import Listed, add_counts, add_groups, sessions_of_years
from psg_catalogue.queries.terms import HostTerm, host_terms, term_around, weeks_of

NEXT = 5
_COLUMNS = (
    "title", "url_path", "own_words", "availability", "photo_id",
    "practitioner__base_school__name",
)  # fmt: skip


@dataclass(frozen=True)
class OwnWords:
    """A practitioner's own words, with their plate."""

    name: str
    words: str
    line: str
    url: str
    photo: object | None

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else ""


@dataclass
class Front:
    """The home page's moving parts. `term` is None until the host authority's terms are known."""

    sessions: list[Listed]
    term: HostTerm | None
    weeks: list[TermWeek]
    featured: int | None
    to_url: Callable[[str], str]

    @property
    def season(self) -> str:
        """Autumn, spring or summer, for a heading."""
        return self.term.name.split()[0] if self.term else ""

    @cached_property
    def own_words(self) -> OwnWords | None:
        return own_words(self.featured, self.to_url)


def look_ahead(page: HomePage, request: HttpRequest) -> Front:
    """Five queries, however much is on."""
    to_url, now = addresses_near(page, request), timezone.now()
    today, year = timezone.localdate(), AcademicYear.current()
    sessions = sessions_of_years(year, None, to_url)
    # What is called off stands in the catalogue, with its state; here stands what one may come to.
    coming = [each for each in sessions if each.ends_at >= now and not each.is_off][:NEXT]
    add_groups(coming)
    add_counts(coming)
    terms = host_terms(PartnershipSettings.load(request_or_site=request), year)
    term = term_around(terms, today)
    days = [each.day for each in sessions if not each.is_off]
    weeks = weeks_of(term, days, today) if term else []
    return Front(coming, term, weeks, page.featured_id, to_url)


def own_words(featured: int | None, to_url: Callable[[str], str]) -> OwnWords | None:
    """The person an editor chose, or another one each day; nobody who is not shown to everyone."""
    rows = PenPortraitPage.objects.shown().exclude(own_words="")
    people = shuffled(rows.select_related("practitioner__base_school").only(*_COLUMNS))
    chosen = [each for each in people if each.pk == featured] or people[:1]
    return _own_words(chosen[0], to_url) if chosen else None


def _own_words(portrait: PenPortraitPage, to_url: Callable[[str], str]) -> OwnWords:
    school = portrait.practitioner.base_school
    said = [school.name if school else "", portrait.availability]
    images = Image.objects.filter(pk=portrait.photo_id).prefetch_renditions(CARD_PHOTO)
    image = images.first() if portrait.photo_id else None
    return OwnWords(
        name=portrait.title,
        words=portrait.own_words.strip().strip("“”\"'"),
        line="".join(f" {each}." for each in said if each).strip(),
        url=to_url(portrait.url_path),
        photo=image.get_rendition(CARD_PHOTO) if image else None,
    )
