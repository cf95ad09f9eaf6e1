"""How sessions were scored, for lists: one mean a session, of what its results show and nothing
more (P15)."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, Sum

from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import FEWEST, EvaluationAnswer


class Score(NamedTuple):
    """The mean of all scales, and what they run to."""

    mean: float
    points: int

    @property
    def share(self) -> float:
        """Where the mean lies between the lowest point and the highest: 0 to 1."""
        return (self.mean - 1) / (self.points - 1)

    def __str__(self) -> str:
        return f"{self.mean:.1f} of {self.points}"


def session_scores(sessions: Collection[int]) -> dict[int, Score]:
    """By the number of the session; those whose results are hidden are left out, and those whose
    scales run to different points, which have no mean of all. One query, however many."""
    if not sessions:
        return {}
    answers = EvaluationAnswer.objects.filter(
        response__session__in=sessions, response__shown=True, question__kind=QuestionKind.SCALE
    ).exclude(scale=None)
    rows = (
        answers.order_by()
        .values_list("response__session", "question", "question__points")
        .annotate(number=Count("pk"), total=Sum("scale"))
    )
    given: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for session, _question, points, number, total in rows:
        if number >= FEWEST:
            given[session].append((points, total, number))
    return {
        session: Score(sum(total for _, total, _ in each) / sum(n for *_, n in each), each[0][0])
        for session, each in given.items()
        if len({points for points, *_ in each}) == 1
    }
