"""Narrowing a listing by ticks: what is ticked, what is left, and how many each tick would give.

Within one facet any tick will do, across facets all must (P24: a middle school is found under key
stage 2 and under key stage 3). The state is in the address and nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.http import QueryDict

from core.components import Facet, FacetOption


class Tagged(Protocol):
    """Something to narrow: `tags` has the values it stands under, by the name of the facet."""

    tags: Mapping[str, frozenset[str]]


Item = TypeVar("Item", bound=Tagged)
Picks = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class FacetKind:
    """A facet to offer. `options` are (value, label) pairs in the order shown."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]


def picks_in(query: QueryDict, kinds: Iterable[FacetKind]) -> dict[str, frozenset[str]]:
    """What the address ticks, by facet; a value that is no option is not there."""
    return {
        kind.name: frozenset(query.getlist(kind.name)) & {value for value, _ in kind.options}
        for kind in kinds
    }


def narrowed(items: Iterable[Item], picks: Picks) -> list[Item]:
    """The items that have a ticked value in every facet with ticks."""
    wanted = {name: values for name, values in picks.items() if values}
    return [
        item
        for item in items
        if all(item.tags.get(name, frozenset()) & values for name, values in wanted.items())
    ]


def counted(
    items: Sequence[Tagged],
    picks: Picks,
    kinds: Iterable[FacetKind],
    open_names: Iterable[str] = (),
) -> list[Facet]:
    """The facets with how many items each option would show beside the ticks of the others. An
    option that would show none is left out unless ticked, a facet without options altogether.
    Those with ticks, and those of `open_names`, stand open."""
    facets = []
    for kind in kinds:
        ticked = picks.get(kind.name, frozenset())
        others = {name: values for name, values in picks.items() if name != kind.name}
        counts = Counter(
            value for item in narrowed(items, others) for value in item.tags.get(kind.name, ())
        )
        options = [
            FacetOption(value, label, counts[value], value in ticked)
            for value, label in kind.options
            if counts[value] or value in ticked
        ]
        if options:
            is_open = bool(ticked) or kind.name in open_names
            facets.append(Facet(kind.name, kind.label, options, is_open))
    return facets


def address_without(query: QueryDict, name: str, value: str | None = None) -> str:
    """The query string without one value of a name, or without the name; back to page one, and
    without what is blank."""
    rest = query.copy()
    rest.pop("page", None)
    kept = [each for each in rest.pop(name, []) if value is not None and each != value]
    rest.setlist(name, kept)
    for other, values in list(rest.lists()):
        if not any(values):
            del rest[other]
    return f"?{rest.urlencode()}"


def chosen_chips(
    query: QueryDict, picks: Picks, kinds: Iterable[FacetKind]
) -> list[tuple[str, str]]:
    """(label, address without it) of every tick, in the order of the facets."""
    return [
        (label, address_without(query, kind.name, value))
        for kind in kinds
        for value, label in kind.options
        if value in picks.get(kind.name, frozenset())
    ]
