"""Comments that the office looks at, or has withheld, and where their words are repeated; only of
answers that are shown, so that no list says sooner than the results that somebody answered."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from psg_catalogue.enums import KEPT_BACK
from psg_catalogue.models import ChangeNote, EvaluationAnswer

# So many words in a row, the same in a note as in a comment, were taken from it.
WORDS_IN_A_ROW = 5


@dataclass(frozen=True)
class Piece:
    """A part of a comment, and whether it seems to name somebody."""

    words: str
    names: bool


def written() -> QuerySet[EvaluationAnswer]:
    """Every comment of a shown answer, with what it was asked and where."""
    about = ("question", "response__session__page", "response__session__study_group")
    return EvaluationAnswer.objects.shown().exclude(text="").select_related(*about)


def to_look_at() -> QuerySet[EvaluationAnswer]:
    """Reported ones first, then those that may name somebody, then those withheld, by session."""
    kept_back = written().filter(review__in=KEPT_BACK)
    return kept_back.order_by("review", "-response__session__starts_at", "pk")


def notes_that_repeat(answer: EvaluationAnswer, *, still_shown: str = "") -> list[ChangeNote]:
    """Notes under “You said, we changed” of the same study group, from this session on, that have
    words of the comment which are not among those still shown. One query."""
    session = answer.response.session
    size = min(WORDS_IN_A_ROW, len(_words(answer.text)))
    hidden = _runs(answer.text, size) - _runs(still_shown, size)
    notes = ChangeNote.objects.filter(
        session__study_group=session.study_group_id, session__starts_at__gt=session.starts_at
    ).select_related("session__page")
    # One word alone is anybody's.
    return [note for note in notes if size > 1 and _runs(note.you_said, size) & hidden]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    """Every `size` words that stand in a row."""
    words = _words(text)
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}


def pieces(words: str, places: list[tuple[int, int]]) -> list[Piece]:
    """The words cut where names begin and end."""
    found, at = [], 0
    for start, end in places:
        found += [Piece(words[at:start], False), Piece(words[start:end], True)]
        at = end
    found.append(Piece(words[at:], False))
    return [each for each in found if each.words]
