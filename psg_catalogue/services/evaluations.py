"""Asking those who were present, and taking their answers without knowing whose they are.

CB ¶8: all sessions are evaluated. SAFETY 48 to 50: one answer each; nothing leads from an answer
to a person."""

import random
from collections.abc import Mapping

from django.db import transaction

from core.audit import record
from core.services.outbox import queue_message
from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import (
    FEWEST,
    EvaluationAnswer,
    EvaluationInvitation,
    EvaluationQuestion,
    EvaluationResponse,
    ProgrammeRules,
    StudyGroupSession,
)
from psg_catalogue.services.evaluation_links import LINK_KIND
from psg_catalogue.services.locks import lock_session

SCALE = range(1, 5)
LONGEST_TEXT = 4000


class EvaluationRefused(Exception):
    """Nothing was kept. `str()` of it is a sentence for the person who answered."""


class AlreadyAnswered(EvaluationRefused):
    def __str__(self) -> str:
        return "This evaluation has already been answered. Thank you."


class NothingSaid(EvaluationRefused):
    def __str__(self) -> str:
        return "Answer at least one question before you send it."


class MoreAnswersThanAsked(EvaluationRefused):
    def __str__(self) -> str:
        return "There are already as many answers as people who were present."


@transaction.atomic
def ask_those_present(session: StudyGroupSession) -> int:
    """Everyone marked present on a closed register is asked once, by email where there is one, and
    the number asked is on the session. Someone no longer marked present is not asked any more.
    Returns the number asked. Doing it twice asks nobody twice."""
    session = lock_session(session)
    session.invitations.filter(answered=False).exclude(entry__in=session.entries.present()).delete()
    rules = ProgrammeRules.current()
    asked_now = session.entries.present().filter(invitation=None).select_related("certificate")
    for entry in asked_now:
        invitation = EvaluationInvitation.objects.create(session=session, entry=entry)
        queue_message(
            kind="evaluation_invitation",
            to_email=entry.email,
            to_name=entry.name,
            context={
                "session": session,
                "name": entry.name,
                "has_certificate": hasattr(entry, "certificate"),
                "after_answering": rules.certificates_after_answering,
            },
            about=f"psg_catalogue.studygroupsession:{session.pk}",
            once_key=f"evaluation:{invitation.nonce}",
            link_kind=LINK_KIND,
            link_object_id=str(invitation.nonce),
        )
    session.evaluations_asked = session.invitations.count()
    session.save(update_fields=["evaluations_asked"])
    return session.evaluations_asked


@transaction.atomic
def answer_evaluation(
    invitation: EvaluationInvitation, answers: Mapping[int, int | str]
) -> EvaluationResponse:
    """One person's answers, by question number, are kept and the invitation is used up.
    Raises AlreadyAnswered, NothingSaid."""
    session = lock_session(invitation.session)
    # The session's lock is held, so two clicks on one link stand in line here.
    fresh = EvaluationInvitation.objects.filter(pk=invitation.pk).first()
    if fresh is None or fresh.answered:
        raise AlreadyAnswered
    response = _keep(session, answers, from_paper=False)
    fresh.answered = True
    fresh.door_code_hash = ""
    fresh.save(update_fields=["answered", "door_code_hash"])
    return response


@transaction.atomic
def enter_paper_answers(
    session: StudyGroupSession, answers: Mapping[int, int | str], *, by
) -> EvaluationResponse:
    """Answers given on paper are kept; paper has no name, so no invitation is used up.
    Raises MoreAnswersThanAsked, NothingSaid."""
    session = lock_session(session)
    if session.responses.count() >= session.evaluations_asked:
        raise MoreAnswersThanAsked
    response = _keep(session, answers, from_paper=True)
    record(session, "evaluation.entered_from_paper", by=by)
    return response


def _keep(
    session: StudyGroupSession, answers: Mapping[int, int | str], *, from_paper: bool
) -> EvaluationResponse:
    questions = {question.pk: question for question in EvaluationQuestion.objects.all()}
    said = [
        answer
        for pk, value in answers.items()
        if pk in questions and (answer := _answer(questions[pk], value)) is not None
    ]
    if not said:
        raise NothingSaid
    response = EvaluationResponse(session=session, from_paper=from_paper)
    for answer in said:
        answer.response = response
    _write_in_new_order(session, response, said)
    return response


def _complete_step(responses: list[EvaluationResponse]) -> None:
    """The fifth answer since the last step brings all five into the results together, for good. Who
    reads the results before and after it sees five people's answers more, never one's (P15)."""
    waiting = [response for response in responses if not response.shown]
    if len(waiting) >= FEWEST:
        for response in waiting:
            response.shown = True


def _answer(question: EvaluationQuestion, value: int | str) -> EvaluationAnswer | None:
    if question.kind == QuestionKind.SCALE:
        return EvaluationAnswer(question=question, scale=int(value)) if value in SCALE else None
    words = str(value).strip()[:LONGEST_TEXT]
    return EvaluationAnswer(question=question, text=words) if words else None


def _write_in_new_order(
    session: StudyGroupSession, response: EvaluationResponse, said: list[EvaluationAnswer]
) -> None:
    """Write the session's answers anew in a random order. A dump of the database lists rows in the
    order they were written, and invitations in the order they were used: left alone, the two orders
    together would say who wrote what (SAFETY 50)."""
    responses = [*session.responses.all(), response]
    answers = [
        *EvaluationAnswer.objects.filter(response__session=session).select_related("response"),
        *said,
    ]
    _complete_step(responses)
    session.responses.all().delete()
    order = random.SystemRandom()
    order.shuffle(responses)
    order.shuffle(answers)
    EvaluationResponse.objects.bulk_create(responses)
    EvaluationAnswer.objects.bulk_create(answers)
