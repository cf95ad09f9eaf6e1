"""The directory's screen: what was asked, who is left, in which order, and the facets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import md5

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

from core.components import Facet
from core.facets import address_without, chosen_chips, counted, narrowed, picks_in
from directory.distances import miles_between
from directory.models import DirectoryPage
from directory.queries.near import Near, near_in
from directory.queries.portraits import ListedPortrait, list_portraits, photos_of, shuffled
from directory.said_otherwise import as_written
from directory.wording import away

A_PAGE = 30
LONGEST_SEARCH = 100
OPEN_AT_FIRST = ("subject", "key-stage")
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Card:
    """One person of the list, as the component `person` takes them."""

    name: str
    url: str
    line: str
    school: str
    state: str
    state_icon: str
    photo: object | None


@dataclass(frozen=True)
class DirectoryScreen:
    """All that the directory's template prints."""

    cards: list[Card]
    page: Page
    order: str
    words: str
    facets: list[Facet]
    chips: list[tuple[str, str]]
    near: Near
    is_narrowed: bool

    @property
    def filters_key(self) -> str:
        """Names exactly what the filters show, so that the same are drawn once."""
        form = self.near.form
        typed = [(form[name].value(), form[name].errors) for name in form.fields]
        shown = (self.facets, self.words, typed, self.near.is_asked)
        return md5(repr(shown).encode(), usedforsecurity=False).hexdigest()


def directory_screen(directory: DirectoryPage, request: HttpRequest) -> DirectoryScreen:
    """The screen for an address. Costs the same queries for one portrait as for three hundred."""
    query, url = request.GET, directory.get_url(request)
    near, words = near_in(query), search_words(query)
    listing = list_portraits(directory, with_words=bool(words))
    picks = picks_in(query, listing.kinds)
    reached = _within_reach(_matching(listing.portraits, words), near)
    found = narrowed(reached, picks)
    ordered = sorted(shuffled(found), key=_distance) if near.school else shuffled(found)
    page = Paginator(ordered, A_PAGE).get_page(query.get("page"))
    chips = [*_own_chips(query, words, near), *chosen_chips(query, picks, listing.kinds)]
    return DirectoryScreen(
        cards=_cards(page.object_list, url),
        page=page,
        order="nearest first" if near.school else "in no particular order",
        words=words,
        facets=counted(reached, picks, listing.kinds, () if chips else OPEN_AT_FIRST),
        chips=chips,
        near=near,
        is_narrowed=bool(chips),
    )


def search_words(query: QueryDict) -> str:
    """What was typed, on one line and no longer than a search needs (SAFETY 57)."""
    typed = "".join(letter for letter in query.get("q", "")[:1000] if letter.isprintable())
    return " ".join(typed.split())[:LONGEST_SEARCH]


def _matching(portraits: list[ListedPortrait], words: str) -> list[ListedPortrait]:
    """Those in whose portrait every word occurs."""
    wanted = [as_written(word) for word in words.casefold().split()]
    return [each for each in portraits if not wanted or _says(each, wanted)]


def _says(portrait: ListedPortrait, wanted: Iterable[str]) -> bool:
    known = (portrait.name, portrait.school, portrait.town, portrait.kind_name, portrait.line)
    text = " ".join(
        [*known, *portrait.key_stages, *portrait.offers, _MARKUP.sub(" ", portrait.written)]
    ).casefold()
    return all(word in text for word in wanted)


def _within_reach(portraits: list[ListedPortrait], near: Near) -> list[ListedPortrait]:
    """Each with its distance from the school chosen; those too far away are left out, and with a
    limit those whose school is nowhere on the map."""
    here = near.place
    if here is None:
        return portraits
    for portrait in portraits:
        portrait.miles = miles_between(here, portrait.place) if portrait.place else None
    if near.miles is None:
        return portraits
    return [each for each in portraits if each.miles is not None and each.miles <= near.miles]


def _distance(portrait: ListedPortrait) -> float:
    return float("inf") if portrait.miles is None else portrait.miles


def _own_chips(query: QueryDict, words: str, near: Near) -> Iterable[tuple[str, str]]:
    if words:
        yield f"“{words}”", address_without(query, "q")
    if near.chip:
        rest = QueryDict(address_without(query, "near").removeprefix("?"))
        yield near.chip, address_without(rest, "within")


def _cards(portraits: Iterable[ListedPortrait], url: str) -> list[Card]:
    portraits = list(portraits)
    photos = photos_of(portraits)
    return [
        Card(
            name=each.name,
            url=f"{url}{each.slug}/",
            line=each.line,
            school=", ".join(filter(None, [each.school, away(each.miles)])),
            state=each.state,
            state_icon=each.state_icon,
            photo=photos.get(each.pk),
        )
        for each in portraits
    ]
