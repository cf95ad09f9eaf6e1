"""The study-group sessions an AST led, told by the app that keeps them: outreach lies below it and
does not know it. psg_catalogue fills this in its AppConfig.ready."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from directory.models import Practitioner


@dataclass(frozen=True)
class LedSession:
    """One session that was held."""

    day: date
    study_group: str
    title: str
    attendances: int = 0


Source = Callable[[Practitioner, date, date], list[LedSession]]
Counter = Callable[[list[int], date, date], dict[int, int]]
_sources: dict[str, Source | Counter] = {}


def register(*, listing: Source, counting: Counter) -> None:
    """From now on `listing(practitioner, first, last)` tells the sessions somebody led, and
    `counting(practitioner numbers, first, last)` how many study groups each leads."""
    _sources.update(listing=listing, counting=counting)


def sessions_led(practitioner: Practitioner, first: date, last: date) -> list[LedSession]:
    """Sessions held in these days, in order; none while nobody tells them."""
    return _sources["listing"](practitioner, first, last) if _sources else []


def groups_led(practitioners: list[int], first: date, last: date) -> dict[int, int]:
    """How many study groups with a session in these days each practitioner leads (CB ¶4)."""
    return _sources["counting"](practitioners, first, last) if _sources else {}
