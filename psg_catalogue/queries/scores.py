"""How sessions were scored, for lists: one mean a session, of what its results show and nothing
more (P15)."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, Sum

from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import FEWEST, EvaluationAnswer


def session_means(sessions: Collection[int]) -> dict[int, float]:
    """The mean of all scales, of 4, by the number of the session; sessions whose results are hidden
    are left out. One query, however many."""
    if not sessions:
        return {}
    answers = EvaluationAnswer.objects.filter(
        response__session__in=sessions, response__shown=True, question__kind=QuestionKind.SCALE
    ).exclude(scale=None)
    rows = (
        answers.order_by()
        .values_list("response__session", "question")
        .annotate(number=Count("pk"), total=Sum("scale"))
    )
    given: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for session, _question, number, total in rows:
        if number >= FEWEST:
            given[session].append((total, number))
    return {
        session: sum(total for total, _ in pairs) / sum(number for _, number in pairs)
        for session, pairs in given.items()
    }
