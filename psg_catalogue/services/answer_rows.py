"""What somebody said, as rows: each kind of question its own way, and all of a session's written
anew with every answer, in an order that says nothing (SAFETY 50)."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from django.db.models import F, Model
from django.utils import timezone

from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import (
    FEWEST,
    EvaluationAnswer,
    EvaluationDay,
    EvaluationQuestion,
    EvaluationResponse,
    EvaluationVersion,
    StudyGroupSession,
)

LONGEST_TEXT = 4000

# By question number: a point, words, the number of an option, or of several options.
Said: TypeAlias = int | str | Sequence[int]
Answers: TypeAlias = Mapping[int, Said]


def rows_of(version: EvaluationVersion, answers: Answers) -> list[EvaluationAnswer]:
    """The rows of what was said to this version's questions. What answers none of them, is no point
    of its scale or no option of its question is left out."""
    asked = {question.pk: question for question in version.questions.prefetch_related("options")}
    return [
        row
        for pk, said in answers.items()
        if pk in asked
        for row in _KINDS[asked[pk].kind](asked[pk], said)
    ]


def _scale(question: EvaluationQuestion, said: Said) -> list[EvaluationAnswer]:
    on_scale = isinstance(said, int) and 1 <= said <= question.points
    return [EvaluationAnswer(question=question, scale=said)] if on_scale else []


def _text(question: EvaluationQuestion, said: Said) -> list[EvaluationAnswer]:
    words = str(said).strip()[:LONGEST_TEXT]
    return [EvaluationAnswer(question=question, text=words)] if words else []


def _choice(question: EvaluationQuestion, said: Said) -> list[EvaluationAnswer]:
    chosen = [option for option in question.options.all() if option.pk == said]
    return [EvaluationAnswer(question=question, option=option) for option in chosen]


def _several(question: EvaluationQuestion, said: Said) -> list[EvaluationAnswer]:
    ticked = set(said) if isinstance(said, list | tuple | set) else set()
    return [
        EvaluationAnswer(question=question, option=option, several=True)
        for option in question.options.all()
        if option.pk in ticked
    ]


_KINDS: dict[str, Callable[[EvaluationQuestion, Said], list[EvaluationAnswer]]] = {
    QuestionKind.SCALE: _scale,
    QuestionKind.TEXT: _text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SEVERAL: _several,
}


def keep_response(
    session: StudyGroupSession, said: list[EvaluationAnswer], *, on_paper: bool
) -> EvaluationResponse:
    """One more response with these answers; the session's row is locked by the caller. A dump of
    the database lists rows in the order they were written, and invitations in the order they were
    used: left alone, the two orders together would say who wrote what. So all of them are written
    anew, shuffled."""
    response = EvaluationResponse(session=session)
    for answer in said:
        answer.response = response
    responses = [*session.responses.all(), response]
    kept = EvaluationAnswer.objects.filter(response__session=session).select_related("response")
    answers = [*kept, *said]
    invitations = list(session.invitations.all())
    _complete_step(responses)
    session.responses.all().delete()
    session.invitations.all().delete()
    for rows in (responses, answers, invitations):
        _write_shuffled(rows)
    _count(session, on_paper)
    return response


def _write_shuffled(rows: Sequence[Model]) -> None:
    rows = list(rows)
    random.SystemRandom().shuffle(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)


def _complete_step(responses: list[EvaluationResponse]) -> None:
    """The fifth answer since the last step brings all five into the results together, for good. Who
    reads the results before and after it sees five people's answers more, never one's (P15)."""
    waiting = [response for response in responses if not response.shown]
    if len(waiting) >= FEWEST:
        for response in waiting:
            response.shown = True


def _count(session: StudyGroupSession, on_paper: bool) -> None:
    day, _ = EvaluationDay.objects.get_or_create(session=session, day=timezone.localdate())
    EvaluationDay.objects.filter(pk=day.pk).update(
        answers=F("answers") + 1, on_paper=F("on_paper") + int(on_paper)
    )
