"""How the directory speaks of key stages, distances and people."""

from collections.abc import Iterable

from core.templatetags.wording import join_words

_STAGE = "Key stage "
# School subjects begin with these, and they keep their capital anywhere.
_LANGUAGES = (
    *("Arabic", "Bengali", "British", "Chinese", "English", "French", "German", "Greek"),
    *("Hebrew", "Italian", "Japanese", "Latin", "Mandarin", "Polish", "Portuguese", "Punjabi"),
    *("Russian", "Spanish", "Urdu", "Welsh"),
)


def key_stage_words(names: Iterable[str]) -> str:
    """Key stages as a person says them: "early years, key stages 1 to 3 and post-16"."""
    names = list(names)
    numbers = [name.removeprefix(_STAGE) for name in names if name.startswith(_STAGE)]
    said, done = [], False
    for name in names:
        if not name.startswith(_STAGE):
            said.append(lowered(name))
        elif not done:
            said.append(_stages(numbers))
            done = True
    return join_words(said)


def _stages(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"key stage {numbers[0]}"
    if len(numbers) > 2 and int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1:
        return f"key stages {numbers[0]} to {numbers[-1]}"
    return f"key stages {join_words(numbers)}"


def lowered(name: str) -> str:
    """As it stands within a sentence; what begins with two capitals, or with a language, is
    a name of its own."""
    own_name = name[1:2].isupper() or name.partition(" ")[0] in _LANGUAGES
    return name if own_name else name[:1].lower() + name[1:]


def capital(words: str) -> str:
    """The words with a capital at their start, the rest as it is."""
    return words[:1].upper() + words[1:]


def away(miles: float | None) -> str:
    """How far a school is: "about 4 miles away"; nothing where it is not known."""
    if miles is None:
        return ""
    whole = round(miles)
    if whole < 1:
        return "less than a mile away"
    return f"about {whole} mile{'s' * (whole != 1)} away"
