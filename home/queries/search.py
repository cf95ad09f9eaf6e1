"""One search over study groups, sessions, pen portraits, plain pages and news.

Plain SQL on few columns, the same on both databases: SQLite's full-text search takes quadratic time
when many rows match. Every word must be found; a word in the title counts for more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.html import strip_tags

from directory.models import PenPortraitPage
from home.models import ContentPage, NewsPage
from psg_catalogue.models import SessionPage, StudyGroupPage, StudyGroupSession

ToUrl = Callable[[str], str]
# What a result is called in the margin, and the order of kinds among equals.
KINDS = {
    "study-group": ("Study group", "Study groups"),
    "session": ("Session", "Sessions"),
    "portrait": ("Pen portrait", "Pen portraits"),
    "page": ("Page", "Pages"),
    "news": ("News", "News"),
}
_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_IN_TITLE = 2


@dataclass(frozen=True)
class Hit:
    """Something found. `day` stands beside news and sessions."""

    kind: str
    title: str
    url: str
    line: str = ""
    over: str = ""
    day: date | None = None
    score: int = 0

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind][0]


def search_everything(words: list[str], to_url: ToUrl) -> list[Hit]:
    """Every live, public thing that has all the words, the best first: five queries at most, and
    one for each kind of page that is closed to the public."""
    if not words:
        return []
    found = [
        *_study_groups(words, to_url),
        *_sessions(words, to_url),
        *_portraits(words, to_url),
        *_pages(words, to_url),
        *_news(words, to_url),
    ]
    today = timezone.localdate()
    return sorted(found, key=lambda hit: (-hit.score, _ORDER[hit.kind], *_nearness(hit, today)))


def _nearness(hit: Hit, today: date) -> tuple:
    """What is to come before what is over; the nearer in time first; then by title."""
    if hit.day is None:
        return (False, 0, hit.title.casefold())
    return (hit.day < today, abs((hit.day - today).days), hit.title.casefold())


def _study_groups(words: list[str], to_url: ToUrl) -> Iterable[Hit]:
    rows = StudyGroupPage.objects.live().public()
    led = StudyGroupPage.leaderships.rel.related_model.objects.filter(page=OuterRef("pk"))
    for word in words:
        rows = rows.filter(
            _contains(word, "title", "summary", "aims", "audience")
            | Exists(led.filter(practitioner__name__icontains=word))
            | Exists(_named(StudyGroupPage, "subjects", "subject", "studygrouppage", word))
        )
    for title, path, summary in rows.values_list("title", "url_path", "summary"):
        yield Hit("study-group", title, to_url(path), summary, score=_score(words, title))


def _sessions(words: list[str], to_url: ToUrl) -> Iterable[Hit]:
    """By their own words and their place; their study group's title may lend words to these."""
    own = ("page__title", "page__introduction", "venue__name", "venue__town", "venue_note")
    open_pages = SessionPage.objects.live().public()
    rows = StudyGroupSession.objects.published().filter(page__in=open_pages.values("pk"))
    rows = rows.filter(_any_of(words, own))
    for word in words:
        rows = rows.filter(_contains(word, *own, "study_group__title"))
    columns = ("page__title", "page__url_path", "study_group__title", "starts_at", "venue__name")
    for title, path, group, starts_at, venue in rows.values_list(*columns):
        yield Hit(
            "session", title, to_url(path), venue or "", group, _london(starts_at),
            _score(words, title),
        )  # fmt: skip


def _portraits(words: list[str], to_url: ToUrl) -> Iterable[Hit]:
    school = F("practitioner__base_school__name")
    rows = PenPortraitPage.objects.shown().annotate(school=school)
    own = ("title", "own_words", "expertise", "other_expertise", "what_i_can_offer", "school")
    for word in words:
        rows = rows.filter(
            _contains(word, *own, "practitioner__kind__name", "practitioner__kind__short_name")
            | Exists(_named(PenPortraitPage, "subjects", "subject", "penportraitpage", word))
        )
    for title, path, said, school in rows.values_list("title", "url_path", "own_words", "school"):
        yield Hit("portrait", title, to_url(path), said, school or "", score=_score(words, title))


def _pages(words: list[str], to_url: ToUrl) -> Iterable[Hit]:
    for page in _with_words(ContentPage.objects.live().public(), words):
        yield Hit(
            "page", page.title, to_url(page.url_path), page.standfirst,
            score=_score(words, page.title),
        )  # fmt: skip


def _news(words: list[str], to_url: ToUrl) -> Iterable[Hit]:
    for page in _with_words(NewsPage.objects.live().public(), words):
        yield Hit(
            "news", page.title, to_url(page.url_path), page.standfirst, day=page.published_on,
            score=_score(words, page.title),
        )  # fmt: skip


def _with_words(rows: QuerySet, words: list[str]) -> list:
    """The pages of blocks whose words, not whose markup, have them all."""
    for word in words:
        rows = rows.filter(_contains(word, "title", "standfirst", "body"))
    return [page for page in rows if _reads(page, words)]


def _reads(page, words: list[str]) -> bool:
    text = " ".join([page.title, page.standfirst, *_texts(page.body.raw_data)]).casefold()
    return all(word in text for word in words)


def _texts(value) -> Iterable[str]:
    """The words of a StreamField as it is kept: what editors typed, without types and numbers."""
    if isinstance(value, str):
        yield strip_tags(value)
    elif isinstance(value, dict):
        yield from _texts(value["value"]) if "type" in value else _texts(list(value.values()))
    elif hasattr(value, "__iter__"):
        for each in value:
            yield from _texts(each)


def _named(page_model, relation: str, to: str, page: str, word: str) -> QuerySet:
    through = getattr(page_model, relation).through.objects
    return through.filter(**{page: OuterRef("pk"), f"{to}__name__icontains": word})


def _contains(word: str, *columns: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def _any_of(words: list[str], columns: Iterable[str]) -> Q:
    found = Q()
    for word in words:
        found |= _contains(word, *columns)
    return found


def _score(words: list[str], title: str) -> int:
    """Two for every word of the title, and one more where the title begins with the first."""
    plain = title.casefold()
    return _IN_TITLE * sum(word in plain for word in words) + plain.startswith(words[0])


def _london(moment: datetime) -> date:
    return timezone.localtime(moment).date()
