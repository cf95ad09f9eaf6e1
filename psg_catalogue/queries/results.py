"""What people told us of a session, a study group or a year, in whole steps of five: never so few
that they can be known, and never one more than yesterday (P15)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from core.academic_year import AcademicYear
from core.percent import half_up_percent
from psg_catalogue.enums import TO_LOOK_AT, QuestionKind
from psg_catalogue.models import (
    FEWEST,
    EvaluationAnswer,
    EvaluationQuestion,
    EvaluationResponse,
    StudyGroupPage,
    StudyGroupSession,
)
from psg_catalogue.queries.evaluation_cells import (
    Asked,
    Cell,
    Cells,
    asked_by,
    cells_of,
    same_words,
    shown_answers,
)


class Line(NamedTuple):
    """One answer that could be given: its sign in the chart, its words, and how many gave it."""

    sign: str
    words: str
    people: int


@dataclass(frozen=True)
class Distribution:
    """How a scale or a choice was answered. Of several choices the people add up to more than
    answered, since each may have ticked some."""

    question: EvaluationQuestion
    answered: int
    lines: tuple[Line, ...]

    @property
    def is_scale(self) -> bool:
        return self.question.kind == QuestionKind.SCALE

    @property
    def is_several(self) -> bool:
        return self.question.kind == QuestionKind.SEVERAL

    @property
    def mean(self) -> float | None:
        """Of a scale, to one decimal place when shown."""
        if not self.is_scale:
            return None
        return sum(int(line.sign) * line.people for line in self.lines) / self.answered

    @property
    def bars(self) -> tuple[tuple[str, int], ...]:
        return tuple((line.sign, line.people) for line in self.lines)

    @property
    def label(self) -> str:
        """What the chart says to who cannot see it."""
        first, last = self.lines[0].sign, self.lines[-1].sign
        return f"Answers from {first} down to {last}." if self.is_scale else "How many chose each."

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """Answer in words, people, and their share of those who answered in whole percent."""
        return [
            (
                f"{line.sign}, {line.words}" if line.words else line.sign,
                line.people,
                half_up_percent(line.people, self.answered),
            )
            for line in self.lines
        ]


@dataclass(frozen=True)
class Comments:
    """What was written in answer to one question."""

    question: EvaluationQuestion
    answers: tuple[EvaluationAnswer, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(answer.text for answer in self.answers)


@dataclass
class Results:
    """What may be shown. `answered` counts whole steps of answers; `hidden` says that there is none
    yet; `waiting` are comments that the office has to look at."""

    asked: int
    answered: int
    distributions: list[Distribution] = field(default_factory=list)
    comments: list[Comments] = field(default_factory=list)
    waiting: int = 0

    @property
    def hidden(self) -> bool:
        return not self.distributions and not self.comments

    @property
    def share(self) -> int | None:
        """The answers shown of those asked for, in whole percent."""
        return half_up_percent(self.answered, self.asked) if self.asked else None

    @property
    def scales(self) -> list[Distribution]:
        return [each for each in self.distributions if each.is_scale]

    @property
    def points(self) -> int | None:
        """What all scales run to, or None where they differ: then there is no mean of all."""
        found = {scale.question.points for scale in self.scales}
        return found.pop() if len(found) == 1 else None

    @property
    def mean(self) -> float | None:
        """The mean of all scales."""
        if self.points is None:
            return None
        total = sum((scale.mean or 0) * scale.answered for scale in self.scales)
        return total / sum(scale.answered for scale in self.scales)


def session_results(session: StudyGroupSession, *, words: bool = True) -> Results:
    """One session's results; `words=False` leaves the comments out, for those who see a summary."""
    return results_of([session], words=words)


def study_group_results(study_group: StudyGroupPage, *, words: bool = True) -> Results:
    """The results of a study group's sessions together: of the very answers that each session
    shows, since the others could be had by taking those from the whole."""
    return results_of(list(with_results(study_group.sessions.all())), words=words)


def sessions_of_years(first: AcademicYear, last: AcademicYear) -> list[StudyGroupSession]:
    """Those of all study groups that show answers, from the one year to the other."""
    held = StudyGroupSession.objects.filter(
        starts_at__gte=first.starts_at, starts_at__lt=last.ends_at
    )
    return list(with_results(held).select_related("page", "study_group"))


def year_results(year: AcademicYear) -> Results:
    """Figures of all sessions of a year; people's words stay with their sessions."""
    return results_of(sessions_of_years(year, year), words=False)


def with_results(sessions: QuerySet[StudyGroupSession]) -> QuerySet[StudyGroupSession]:
    """Those that were held and show answers, in the order of their days."""
    shown = EvaluationResponse.objects.shown().filter(session=OuterRef("pk"))
    return sessions.held().filter(Exists(shown)).order_by("starts_at", "pk")


def results_of(
    sessions: list[StudyGroupSession], *, words: bool, cells: Cells | None = None
) -> Results:
    """The results of these sessions together; `cells` are theirs, where they are known already."""
    responses = EvaluationResponse.objects.shown().filter(session__in=sessions)
    results = Results(
        asked=sum(session.evaluations_asked for session in sessions), answered=responses.count()
    )
    if results.answered < FEWEST:
        return results
    results.distributions = distributions(cells or cells_of(sessions))
    if words:
        results.comments = _comments(_written(sessions))
        waiting = shown_answers(sessions).filter(review__in=TO_LOOK_AT)
        results.waiting = waiting.count()
    return results


def distributions(cells: Cells, sessions: Iterable[int] | None = None) -> list[Distribution]:
    """The cells of some sessions, or of all, as they are shown."""
    return [
        Distribution(questions[0], cell.people, tuple(_lines(questions, cell)))
        for asked, cell in cells.together(sessions).items()
        if (questions := cells.questions[asked])
    ]


def _lines(questions: list[EvaluationQuestion], cell: Cell) -> list[Line]:
    newest = questions[0]
    if newest.kind == QuestionKind.SCALE:
        return [
            Line(str(point), newest.point_words.get(point, ""), cell.counts[point])
            for point in range(newest.points, 0, -1)
        ]
    offered: dict[str, str] = {}
    for question in questions:
        for option in question.options.all():
            offered.setdefault(same_words(option.text), option.text)
    return [
        Line(_sign(place), text, cell.counts[key])
        for place, (key, text) in enumerate(offered.items())
    ]


def _sign(place: int) -> str:
    """A to Z, and numbers after them."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def comments_by_session(sessions: list[StudyGroupSession]) -> dict[int, list[Comments]]:
    """The comments of each session, by its number. One query."""
    of_session: dict[int, list[EvaluationAnswer]] = defaultdict(list)
    for answer in _written(sessions):
        of_session[answer.response.session_id].append(answer)
    return {pk: _comments(answers) for pk, answers in of_session.items()}


def _written(sessions: list[StudyGroupSession]) -> QuerySet[EvaluationAnswer]:
    """Comments in an order that says nothing: that of their random keys."""
    given = shown_answers(sessions).comments().select_related("question__version", "response")
    return given.order_by("-question__version__published_at", "question__order", "pk")


def _comments(answers: Iterable[EvaluationAnswer]) -> list[Comments]:
    said: dict[Asked, list[EvaluationAnswer]] = defaultdict(list)
    questions: dict[Asked, EvaluationQuestion] = {}
    for answer in answers:
        key = asked_by(answer.question)
        questions.setdefault(key, answer.question)
        said[key].append(answer)
    return [Comments(question, tuple(said[key])) for key, question in questions.items()]
