"""Key stages in words, and the phases of school they belong to."""

import re
from collections.abc import Sequence

from directory.enums import Tier

# A middle school straddles two key stages, an upper school begins in one: phases overlap, so a
# study group is for a phase when any of its key stages is (DOMAIN P24). Slugs as the office keeps
# them; a key stage with another slug belongs to no phase until it is named here.
STAGES_OF_PHASE: dict[Tier, frozenset[str]] = {
    Tier.LOWER: frozenset({"eyfs", "ks1", "ks2"}),
    Tier.PRIMARY: frozenset({"eyfs", "ks1", "ks2"}),
    Tier.MIDDLE: frozenset({"ks2", "ks3"}),
    Tier.SECONDARY: frozenset({"ks3", "ks4", "post-16"}),
    Tier.UPPER: frozenset({"ks3", "ks4", "post-16"}),
    Tier.POST_16: frozenset({"post-16"}),
}
ALL_PHASES = frozenset({"eyfs", "ks1", "ks2", "ks3", "ks4"})
_NUMBERED = re.compile(r"^key stage (\d)$", re.IGNORECASE)


def phases_of(slugs: Sequence[str]) -> list[Tier]:
    """The phases whose pupils are in one of these key stages."""
    wanted = set(slugs)
    return [phase for phase, stages in STAGES_OF_PHASE.items() if stages & wanted]


def in_words(stages: Sequence[tuple[str, str]]) -> str:
    """(slug, name) pairs as a person says them: "Key stages 1 and 2", "Early years and key stage
    1", "Key stages 1 to 3", "All phases"."""
    if {slug for slug, _ in stages} >= ALL_PHASES:
        return "All phases"
    numbers = [int(match[1]) for _, name in stages if (match := _NUMBERED.match(name))]
    parts: list[str] = []
    for _, name in stages:
        part = _numbered(numbers) if _NUMBERED.match(name) else name
        if part not in parts:
            parts.append(part)
    words = [*parts[:1], *(f"{part[:1].lower()}{part[1:]}" for part in parts[1:])]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _numbered(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Key stage {numbers[0]}"
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"Key stages {numbers[0]} to {numbers[-1]}"
    return f"Key stages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
