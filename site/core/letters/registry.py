"""Which kinds of letter there are: each app adds its own (see the package's docstring)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# What stands over an example, and the context its templates are rendered with.
Example = tuple[str, dict]


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter. `stops` says in words what a reader stops, and is "" where nobody may."""

    kind: str
    name: str
    group: str = ""
    examples: Callable[[], Iterable[Example]] = tuple
    stops: str = ""

    @property
    def may_stop(self) -> bool:
        return bool(self.stops)


_letters: dict[str, LetterKind] = {}


def register_letter(
    kind: str,
    *,
    name: str,
    group: str,
    examples: Callable[[], Iterable[Example]],
    stops: str = "",
) -> None:
    """From now on the office reads and changes the words of this kind under `name`."""
    _letters[kind] = LetterKind(kind, name, group, examples, stops)


def letters() -> list[LetterKind]:
    """Every kind there is, by group and then in the order of registering."""
    groups = list(dict.fromkeys(each.group for each in _letters.values()))
    return sorted(_letters.values(), key=lambda each: groups.index(each.group))


def letter_of(kind: str) -> LetterKind:
    """The kind of this name; of one that no app has named (mail of libraries), its name alone."""
    return _letters.get(kind) or LetterKind(kind, in_words(kind))


def in_words(kind: str) -> str:
    """ "booking_confirmed" → "Booking confirmed"."""
    return kind.replace("_", " ").replace("/", ": ").capitalize()
