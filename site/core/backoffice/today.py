"""What waits for the person who opens the back office: the first thing on its home page.

Every app says in `register` what may wait, and for whom. A list with nothing in it is not shown;
where all are empty, the page says so."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from wagtail.admin.ui.components import Component

from core.counts import count_each
from core.models import User
from core.templatetags.wording import counted


@dataclass(frozen=True)
class Waiting:
    """Things that somebody is to do, and where. `words` has the one and the many with a comma, as
    `counted` takes them: "register to close,registers to close"."""

    words: str
    things: QuerySet | Sequence
    url: str
    note: str = ""


@dataclass(frozen=True)
class Dated:
    """Something with a time that the person should know of today."""

    at: datetime
    words: str
    url: str
    about: str = ""
    note: str = ""
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """One line as it is shown: "3 registers to close"."""

    number: str
    words: str
    url: str
    note: str = ""


@dataclass
class Today:
    """`groups` are headings with their lines; `coming` is in the order of time; `asked` is False
    for somebody whose role has no such lists at all."""

    groups: list[tuple[str, list[Line]]] = field(default_factory=list)
    coming: list[Dated] = field(default_factory=list)
    asked: bool = False
    sees_coming: bool = False


_lists: list[tuple[int, str, Callable[[User], Iterable[Waiting]]]] = []
_diaries: list[Callable[[User], Iterable[Dated] | None]] = []


def register(heading: str, lists: Callable[[User], Iterable[Waiting]], *, order: int) -> None:
    """From now on the home page asks `lists` what waits for a person, under this heading; two apps
    may share one. Called from an app's hooks."""
    _lists.append((order, heading, lists))


def register_diary(dated: Callable[[User], Iterable[Dated] | None]) -> None:
    """The same for what comes in the next days; None for somebody whom it does not concern."""
    _diaries.append(dated)


def today_of(user: User) -> Today:
    """Everything that waits for this person. One query counts all the lists that are queries."""
    asked = [
        (heading, list(lists(user)))
        for _, heading, lists in sorted(_lists, key=lambda each: each[0])
    ]
    flat = [waiting for _, lists in asked for waiting in lists]
    numbers = dict(zip(map(id, flat), _count(flat), strict=True))
    groups: dict[str, list[Line]] = {}
    for heading, lists in asked:
        lines = [_line(each, numbers[id(each)]) for each in lists if numbers[id(each)]]
        groups[heading] = groups.get(heading, []) + lines
    diaries = [found for diary in _diaries if (found := diary(user)) is not None]
    coming = sorted((each for found in diaries for each in found), key=lambda each: each.at)
    return Today(
        groups=[(heading, lines) for heading, lines in groups.items() if lines],
        coming=coming,
        asked=bool(flat),
        sees_coming=bool(diaries),
    )


def _line(waiting: Waiting, number: int) -> Line:
    """The number stands by itself, before its words."""
    said, _, words = counted(number, waiting.words).partition(" ")
    return Line(said, words, waiting.url, waiting.note)


def _count(lists: list[Waiting]) -> list[int]:
    """How many each has, in the same order."""
    asked = iter(count_each([each.things for each in lists if isinstance(each.things, QuerySet)]))
    return [
        next(asked) if isinstance(each.things, QuerySet) else len(each.things) for each in lists
    ]


class TodayPanel(Component):
    """The panel itself, before those of Wagtail."""

    name = "today"
    template_name = "backoffice/today.html"
    order = 10

    def get_context_data(self, parent_context: dict) -> dict:
        return {"today": today_of(parent_context["request"].user)}
