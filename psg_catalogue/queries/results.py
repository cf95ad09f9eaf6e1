"""What people told us of a session or a study group, in whole steps of five: never so few that they
can be known, and never one more than yesterday (P15)."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef

from core.percent import half_up_percent
from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import (
    FEWEST,
    EvaluationAnswer,
    EvaluationQuestion,
    EvaluationResponse,
    StudyGroupPage,
    StudyGroupSession,
)


@dataclass(frozen=True)
class ScaleResult:
    """How a scale was answered; `counts` runs from 4 down to 1."""

    question: EvaluationQuestion
    counts: tuple[tuple[int, int], ...]

    @property
    def answered(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def mean(self) -> float:
        """The mean, to one decimal place when shown."""
        return sum(value * count for value, count in self.counts) / self.answered

    @property
    def bars(self) -> tuple[tuple[str, int], ...]:
        return tuple((str(value), count) for value, count in self.counts)

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """Answer in words, people, and their share in whole percent."""
        words = {4: self.question.high_label, 1: self.question.low_label}
        return [
            (
                f"{value}, {words[value]}" if words.get(value) else str(value),
                count,
                half_up_percent(count, self.answered),
            )
            for value, count in self.counts
        ]


@dataclass(frozen=True)
class Comments:
    question: EvaluationQuestion
    words: tuple[str, ...]


@dataclass
class Results:
    """What may be shown. `answered` counts whole steps of answers; `hidden` says that there is none
    yet."""

    asked: int
    answered: int
    scales: list[ScaleResult] = field(default_factory=list)
    comments: list[Comments] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        return not self.scales and not self.comments

    @property
    def mean(self) -> float | None:
        """The mean of all scales."""
        if not self.scales:
            return None
        total = sum(scale.mean * scale.answered for scale in self.scales)
        return total / sum(scale.answered for scale in self.scales)


def session_results(session: StudyGroupSession, *, words: bool = True) -> Results:
    """One session's results; `words=False` leaves the comments out, for those who see a summary."""
    return _results([session], words=words)


def study_group_results(study_group: StudyGroupPage, *, words: bool = True) -> Results:
    """The results of a study group's sessions together: of the very answers that each session
    shows, since the others could be had by taking those from the whole."""
    shown = EvaluationResponse.objects.shown().filter(session=OuterRef("pk"))
    sessions = study_group.sessions.held().filter(Exists(shown)).order_by("starts_at")
    return _results(list(sessions), words=words)


def _results(sessions: list[StudyGroupSession], *, words: bool) -> Results:
    responses = EvaluationResponse.objects.shown().filter(session__in=sessions)
    results = Results(
        asked=sum(session.evaluations_asked for session in sessions), answered=responses.count()
    )
    if results.answered < FEWEST:
        return results
    answers = EvaluationAnswer.objects.filter(response__session__in=sessions, response__shown=True)
    questions = {each.pk: each for each in EvaluationQuestion.objects.all()}
    results.scales = _scales(answers, questions)
    if words:
        results.comments = _comments(answers, questions)
    return results


def _scales(answers, questions: dict[int, EvaluationQuestion]) -> list[ScaleResult]:
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    given = answers.exclude(scale=None).order_by().values_list("question", "scale")
    for question, value, count in given.annotate(count=Count("pk")):
        counts[question][value] = count
    return [
        ScaleResult(question, tuple((value, counts[pk].get(value, 0)) for value in range(4, 0, -1)))
        for pk, question in questions.items()
        if question.kind == QuestionKind.SCALE and sum(counts[pk].values()) >= FEWEST
    ]


def _comments(answers, questions: dict[int, EvaluationQuestion]) -> list[Comments]:
    """Comments in an order that says nothing: that of their random keys."""
    said: dict[int, list[str]] = defaultdict(list)
    for question, words in answers.exclude(text="").order_by("pk").values_list("question", "text"):
        said[question].append(words)
    return [Comments(question, tuple(said[pk])) for pk, question in questions.items() if said[pk]]
