"""The directory for paper: by subject, by area, and each portrait in full (CA L77: "details sent to
schools")."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from directory.models import DirectoryPage, PenPortraitPage
from directory.queries.portraits import ListedPortrait, list_portraits

NO_SUBJECT, NO_AREA = "Other subjects", "Elsewhere"


@dataclass(frozen=True)
class Written:
    """One portrait in full."""

    listed: ListedPortrait
    page: PenPortraitPage


@dataclass(frozen=True)
class PrintableDirectory:
    """What the printed pages hold; everywhere by name, for nobody stands above another."""

    count: int
    day: date
    by_subject: list[tuple[str, list[ListedPortrait]]]
    by_area: list[tuple[str, list[ListedPortrait]]]
    portraits: list[Written]
    url: str


def printable_directory(directory: DirectoryPage) -> PrintableDirectory:
    """Every portrait shown. The same few queries however many there are."""
    listed = sorted(list_portraits(directory).portraits, key=lambda each: each.name.casefold())
    pages = PenPortraitPage.objects.in_bulk([each.pk for each in listed])
    return PrintableDirectory(
        count=len(listed),
        day=timezone.localdate(),
        by_subject=_grouped(listed, lambda each: each.subjects or [NO_SUBJECT], NO_SUBJECT),
        by_area=_grouped(listed, lambda each: [each.area or each.town or NO_AREA], NO_AREA),
        portraits=[Written(each, pages[each.pk]) for each in listed if each.pk in pages],
        url=directory.full_url,
    )


def _grouped(
    portraits: Iterable[ListedPortrait],
    under: Callable[[ListedPortrait], Iterable[str]],
    last: str,
) -> list[tuple[str, list[ListedPortrait]]]:
    """By heading, in the alphabet's order, with the heading for the rest at the end."""
    groups: dict[str, list[ListedPortrait]] = defaultdict(list)
    for portrait in portraits:
        for heading in under(portrait):
            groups[heading].append(portrait)
    return sorted(groups.items(), key=lambda group: (group[0] == last, group[0].casefold()))
