"""How the questions of sessions were answered, one cell a session and question. Every result is
made of whole cells: what is in the figures of a study group or a year is in those of its sessions
too, so that nothing can be had by taking one from the other (P15)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, QuerySet

from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import FEWEST, EvaluationAnswer, EvaluationQuestion


class Asked(NamedTuple):
    """What makes two questions of different versions one: kind and words, and a scale's points."""

    kind: str
    text: str
    points: int


@dataclass
class Cell:
    """How many people answered, and how often each point or option was given."""

    people: int = 0
    counts: Counter = field(default_factory=Counter)

    def add(self, other: "Cell") -> None:
        self.people += other.people
        self.counts.update(other.counts)


@dataclass
class Cells:
    """The cells of some sessions, by session, and the questions they are of, the newest first."""

    of_session: dict[int, dict[Asked, Cell]]
    questions: dict[Asked, list[EvaluationQuestion]]

    def together(self, sessions: Iterable[int] | None = None) -> dict[Asked, Cell]:
        """The cells of these sessions, or of all, added up, in the order of the questions."""
        wanted = self.of_session if sessions is None else sessions
        added: dict[Asked, Cell] = {}
        for session in wanted:
            for asked, cell in self.of_session.get(session, {}).items():
                added.setdefault(asked, Cell()).add(cell)
        return {asked: added[asked] for asked in self.questions if asked in added}


def same_words(words: str) -> str:
    """The words as they are compared: neither case nor spaces matter."""
    return " ".join(words.casefold().split())


def asked_by(question: EvaluationQuestion) -> Asked:
    """What this question has in common with the same one of another version."""
    points = question.points if question.kind == QuestionKind.SCALE else 0
    return Asked(question.kind, same_words(question.text), points)


def shown_answers(sessions: QuerySet | list) -> QuerySet[EvaluationAnswer]:
    """Answers of these sessions that results may be made of."""
    return EvaluationAnswer.objects.shown().filter(response__session__in=sessions).order_by()


def cells_of(sessions: QuerySet | list) -> Cells:
    """Scales and choices of these sessions, each cell of at least five people. Four queries."""
    answers = shown_answers(sessions).exclude(scale=None, option=None)
    by_question = answers.values_list("response__session", "question")
    people = list(by_question.annotate(people=Count("response", distinct=True)))
    questions = _questions({question for _, question, _ in people})
    asked = {question.pk: asked_by(question) for question in questions}
    found: dict[int, dict[Asked, Cell]] = defaultdict(dict)
    for session, question, number in people:
        found[session].setdefault(asked[question], Cell()).people += number
    counted = answers.values_list("response__session", "question", "scale", "option__text")
    for session, question, point, option, number in counted.annotate(number=Count("pk")):
        answer = point if option is None else same_words(option)
        found[session][asked[question]].counts[answer] += number
    enough = {
        session: {each: cell for each, cell in cells.items() if cell.people >= FEWEST}
        for session, cells in found.items()
    }
    return Cells({pk: cells for pk, cells in enough.items() if cells}, _by_asked(questions))


def _questions(numbers: set[int]) -> list[EvaluationQuestion]:
    """In the order they stand on their forms, those of the newest version first."""
    rows = EvaluationQuestion.objects.filter(pk__in=numbers).select_related("version")
    newest_first = rows.order_by("-version__published_at", "-version", "order", "pk")
    return list(newest_first.prefetch_related("options"))


def _by_asked(questions: list[EvaluationQuestion]) -> dict[Asked, list[EvaluationQuestion]]:
    grouped: dict[Asked, list[EvaluationQuestion]] = {}
    for question in questions:
        grouped.setdefault(asked_by(question), []).append(question)
    return grouped
