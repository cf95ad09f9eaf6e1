"""What settings say, where editors' words say it too: so a number is right wherever it stands.

An editor writes {reminder}, and the page says "a reminder two working days before", or whatever the
office has settled by then. An app registers what it states once, in `AppConfig.ready`:

    register_stated("reminder", "when reminders of a session come", reminders_in_words)

As in letters there is no more to it: a name that nothing states stays as it was typed, and nothing
that anybody typed is run (SAFETY 51)."""

from collections.abc import Callable
from dataclasses import dataclass

from core.letters.words import fill


@dataclass(frozen=True)
class Stated:
    """`say` gives plain words without mark-up."""

    name: str
    what: str
    say: Callable[[], str]


_stated: dict[str, Stated] = {}


def register_stated(name: str, what: str, say: Callable[[], str]) -> None:
    """From now on {name} in editors' words is what `say` says then."""
    _stated[name] = Stated(name, what, say)


def state(words: str) -> str:
    """The words with each fact in its place. Only those that stand in them are asked for."""
    used = [each for each in _stated.values() if f"{{{each.name}}}" in words]
    return fill(words, {each.name: each.say() for each in used}) if used else words


def stated_in_words() -> str:
    """For editors: "{reminder} says when reminders of a session come." """
    return " ".join(f"{{{each.name}}} says {each.what}." for each in _stated.values())
