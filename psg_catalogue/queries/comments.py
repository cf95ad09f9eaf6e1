"""Comments that the office looks at, or has withheld; only of answers that are shown, so that the
list says no sooner than the results that somebody answered."""

from dataclasses import dataclass

from django.db.models import QuerySet

from psg_catalogue.enums import CommentReview
from psg_catalogue.models import EvaluationAnswer


@dataclass(frozen=True)
class Piece:
    """A part of a comment, and whether it seems to name somebody."""

    words: str
    names: bool


def to_look_at() -> QuerySet[EvaluationAnswer]:
    """Waiting ones first, then those withheld, by session."""
    rows = EvaluationAnswer.objects.shown().filter(
        review__in=(CommentReview.WAITING, CommentReview.WITHHELD)
    )
    about = ("question", "response__session__page", "response__session__study_group")
    return rows.select_related(*about).order_by("review", "-response__session__starts_at", "pk")


def pieces(words: str, places: list[tuple[int, int]]) -> list[Piece]:
    """The words cut where names begin and end."""
    found, at = [], 0
    for start, end in places:
        found += [Piece(words[at:start], False), Piece(words[start:end], True)]
        at = end
    found.append(Piece(words[at:], False))
    return [each for each in found if each.words]
