"""What settings say, where editors' words say it too: so a number is right wherever it stands.

An editor writes {reminder}, and the page says "a reminder two working days before", or whatever the
office has settled by then. An app registers what it states once, in `AppConfig.ready`:

    register_stated("reminder", reminders_in_words)

As in letters there is no more to it: a name that nothing states stays as it was typed, and nothing
that anybody typed is run (SAFETY 51)."""

from collections.abc import Callable

from django.core.cache import caches

from core.letters.words import fill

# Settings change a few times a year: each process keeps what they say for a minute.
KEPT_SECONDS = 60


_stated: dict[str, Callable[[], str]] = {}


def register_stated(name: str, say: Callable[[], str]) -> None:
    """From now on {name} in editors' words is what `say` says then: plain words, no mark-up."""
    _stated[name] = say


def state(words: str) -> str:
    """The words with each fact in its place. Only those that stand in them are asked for."""
    used = [name for name in _stated if f"{{{name}}}" in words]
    return fill(words, {name: _said(name) for name in used}) if used else words


def _said(name: str) -> str:
    key = f"stated-{name}"
    words = caches["fragments"].get(key)
    if words is None:
        words = _stated[name]()
        caches["fragments"].set(key, words, KEPT_SECONDS)
    return words
