"""Words that name people, found in what somebody wrote. It finds too much rather than too little:
a person looks at what is found, and nobody at what is not."""

import re
import unicodedata
from collections.abc import Iterable

NAME = "[name]"

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ADDRESS = re.compile(r"[^\s<>()]+@[^\s<>()]+\.[^\W\d_]+")
# What follows one of these is a name, however it is written ("mrs smith").
_TITLES = {"mr", "mrs", "ms", "mx", "dr"}
# These are words too: the title, and what follows, must be written as a name is.
_TITLES_IN_CAPITALS = {"miss", "sir", "dame", "prof", "professor", "rev", "reverend", "fr"}
_NO_NAMES = {"and", "or", "the", "a", "an", "is", "was"}
# Names that are words as well count only with a capital.
_WORDS_TOO = """
angel april art august bill bishop black bloom book brook brown bush carol carter chance chase
clay cliff cook dale dawn day dean drew earl east ever faith fern field fish ford fox frank
french gene glen good grace grant gray green guy hall hand head heath hill holly hope hunt iris
ivy jack jay joy june just key king knight lake lane law lily little long major mark marsh mason
may mead miles mill moon more north page park pat penny pike poll price rain ray read reed rich
rob robin rod rose ruby sage sandy short sky small smart south stone storm summer sunny swan
teal town violet vine ward way webb well west white wild will win winter wise wood woods young
"""
_ALSO_WORDS = frozenset(_WORDS_TOO.split())


def find_names(words: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where `words` seem to name somebody: one of `names` or a part of one, somebody with a title,
    or an email address. Neighbouring places are one."""
    known = {part for name in names for part in _parts(name)}
    found = [match.span() for match in _ADDRESS.finditer(words)]
    tokens = list(_WORD.finditer(words))
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following and _is_title(
            token.group(), following.group(), words[token.end() : following.start()]
        ):
            found.append((token.start(), following.end()))
        elif _is_known(token.group(), known):
            found.append(token.span())
    return _joined(sorted(found), words)


def without_names(words: str, places: list[tuple[int, int]]) -> str:
    """The words with “[name]” in these places."""
    for start, end in reversed(places):
        words = f"{words[:start]}{NAME}{words[end:]}"
    return words


def places_of(words: str, others: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of these stand in the words, whole and however written."""
    found = []
    for other in filter(None, (each.strip() for each in others)):
        pattern = rf"(?<!\w){re.escape(other)}(?!\w)"
        found += [match.span() for match in re.finditer(pattern, words, re.IGNORECASE)]
    return _joined(sorted(found), words)


def _plain(word: str) -> str:
    """Without case, accents and a possessive."""
    bare = unicodedata.normalize("NFKD", word.replace("’", "'"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()
    return bare.removesuffix("'s").removesuffix("'")


def _parts(name: str) -> set[str]:
    """The whole words of a name and the halves of double ones; initials and titles are none."""
    whole = [_plain(match.group()) for match in _WORD.finditer(name)]
    parts = {half for word in whole for half in (word, *word.split("-"))}
    return {each for each in parts if len(each) > 1} - _TITLES - _TITLES_IN_CAPITALS - _NO_NAMES


def _is_known(token: str, known: set[str]) -> bool:
    halves = [_plain(half) for half in (token, *token.split("-"))]
    hits = [half for half in halves if half in known]
    if not hits:
        return False
    # “will” and “Jo” are told from “Will” and “jo” by the capital alone.
    return token[0].isupper() or any(len(hit) > 2 and hit not in _ALSO_WORDS for hit in hits)


def _is_title(token: str, following: str, between: str) -> bool:
    if between.strip(". \t") or "\n" in between or _plain(following) in _NO_NAMES:
        return False
    title = token.casefold()
    if title in _TITLES:
        return True
    return title in _TITLES_IN_CAPITALS and token[0].isupper() and following[0].isupper()


def _joined(places: list[tuple[int, int]], words: str) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and not words[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
