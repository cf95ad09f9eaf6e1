"""The lists of the coordinator's desk: the first few of each, and how many there are."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

SHOWN = 5


@dataclass(frozen=True)
class Item:
    words: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class DeskList:
    """One kind of thing that is late, waits or needs a decision. `remind` names the bulk reminder;
    `more_url` leads to all of them."""

    title: str
    items: list[Item]
    count: int
    more_url: str = ""
    remind: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.items)


def list_of(
    title: str, rows: QuerySet, item: Callable[..., Item], more_url: str = "", remind: str = ""
) -> DeskList:
    """The first few and how many there are, in one query."""
    found = list(rows.annotate(desk_count=Window(Count("pk")))[:SHOWN])
    count = found[0].desk_count if found else 0
    return DeskList(title, [item(each) for each in found], count, more_url, remind)


def lists_of(
    rows: QuerySet, lists: dict[str, Q], order: tuple, item: Callable[[str, object], Item]
) -> dict[str, tuple[list[Item], int]]:
    """Of each list its first few and how many there are, all in one query; `lists` says by its name
    what is on it."""
    kinds = [When(which, then=Value(name)) for name, which in lists.items()]
    of = {"partition_by": [F("desk_list")]}
    found = (
        rows.annotate(desk_list=Case(*kinds, default=Value(""), output_field=CharField()))
        .exclude(desk_list="")
        .annotate(
            desk_place=Window(RowNumber(), order_by=order, **of),
            desk_count=Window(Count("pk"), **of),
        )
        .filter(desk_place__lte=SHOWN)
        .order_by("desk_place")
    )
    items: dict[str, tuple[list[Item], int]] = {name: ([], 0) for name in lists}
    for each in found:
        shown, _ = items[each.desk_list]
        items[each.desk_list] = ([*shown, item(each.desk_list, each)], each.desk_count)
    return items
