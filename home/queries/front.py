"""What the home page shows besides its own words: what is next, the term, one person's words.

The sessions of the academic year come with one query and serve both the list and the strip."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from core.academic_year import AcademicYear
from core.components import TermWeek
from core.models import PartnershipSettings
from directory.models import PenPortraitPage
from directory.queries.portraits import CARD_PHOTO, shuffled
from home.models import HomePage
from psg_catalogue.models import CataloguePage
from psg_catalogue.queries.addresses import addresses_near
from psg_catalogue.queries.programme import Listed, add_counts, add_groups, sessions_of_years
from psg_catalogue.queries.terms import HostTerm, host_terms, term_around, weeks_of

NEXT = 5


@dataclass(frozen=True)
class OwnWords:
    """A practitioner's own words, with their plate."""

    name: str
    first_name: str
    words: str
    line: str
    url: str
    photo: object | None


@dataclass(frozen=True)
class Front:
    """The home page's moving parts. `term` is None until the host authority's terms are known."""

    sessions: list[Listed]
    term: HostTerm | None
    weeks: list[TermWeek]
    own_words: OwnWords | None
    catalogue_url: str

    @property
    def season(self) -> str:
        """Autumn, spring or summer, for a heading."""
        return self.term.name.split()[0] if self.term else ""


def look_ahead(page: HomePage, request: HttpRequest) -> Front:
    """Nine queries at most, however much is on."""
    to_url, now = addresses_near(page, request), timezone.now()
    today, year = timezone.localdate(), AcademicYear.current()
    catalogue = CataloguePage.objects.live().values_list("url_path", flat=True).first()
    sessions = sessions_of_years(year, None, to_url)
    coming = [each for each in sessions if each.ends_at >= now][:NEXT]
    add_groups(coming)
    add_counts(coming)
    terms = host_terms(PartnershipSettings.load(request_or_site=request), year)
    term = term_around(terms, today)
    return Front(
        sessions=coming,
        term=term,
        weeks=weeks_of(term, [each.day for each in sessions if not each.is_off], today)
        if term
        else [],
        own_words=own_words(page, to_url),
        catalogue_url=to_url(catalogue) if catalogue else "",
    )


def own_words(page: HomePage, to_url) -> OwnWords | None:
    """The person an editor chose, or another one each day; nobody who is not shown to everyone."""
    shown = PenPortraitPage.objects.shown().exclude(own_words="")
    chosen = shown.filter(pk=page.featured_id).first() if page.featured_id else None
    if chosen is None:
        drawn = shuffled(shown.only("pk"))[:1]
        chosen = shown.filter(pk=drawn[0].pk).first() if drawn else None
    return _own_words(chosen, to_url) if chosen else None


def _own_words(portrait: PenPortraitPage, to_url) -> OwnWords:
    school = portrait.practitioner.base_school
    said = [school.name if school else "", portrait.availability]
    return OwnWords(
        name=portrait.title,
        first_name=portrait.first_name,
        words=portrait.own_words.strip().strip("“”\"'"),
        line=". ".join(filter(None, said)),
        url=to_url(portrait.url_path),
        photo=portrait.photo.get_rendition(CARD_PHOTO) if portrait.photo else None,
    )
