"""Asking those who were present, and taking their answers without knowing whose they are.

CB ¶8: all sessions are evaluated. SAFETY 48 to 50: one answer each; nothing leads from an answer
to a person."""

from django.db import transaction

from core.audit import record
from core.services.outbox import queue_message
from psg_catalogue.models import (
    EvaluationInvitation,
    EvaluationResponse,
    EvaluationVersion,
    ProgrammeRules,
    StudyGroupSession,
)
from psg_catalogue.services.answer_rows import Answers, keep_response, rows_of
from psg_catalogue.services.comments import flag_names
from psg_catalogue.services.evaluation_forms import version_for
from psg_catalogue.services.evaluation_links import LINK_KIND, PROMISE
from psg_catalogue.services.locks import lock_session


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
    the number asked is on the session, with the version of the form that is asked from now on.
    Someone no longer marked present is not asked any more. Returns the number asked. Doing it twice
    asks nobody twice, and nothing else than the first time."""
    session = lock_session(session)
    session.evaluation_version = questions_of(session)
    session.invitations.filter(answered=False).exclude(entry__in=session.entries.present()).delete()
    rules = ProgrammeRules.current()
    asked_now = session.entries.present().filter(invitation=None).select_related("certificate")
    invitations = EvaluationInvitation.objects.bulk_create(
        EvaluationInvitation(session=session, entry=entry) for entry in asked_now
    )
    for invitation in invitations:
        entry = invitation.entry
        queue_message(
            kind="evaluation_invitation",
            to_email=entry.email,
            to_name=entry.name,
            context={
                "session": session,
                "name": entry.name,
                "has_certificate": hasattr(entry, "certificate"),
                "after_answering": rules.certificates_after_answering,
                **PROMISE,
            },
            about=f"psg_catalogue.studygroupsession:{session.pk}",
            once_key=f"evaluation:{invitation.nonce}",
            link_kind=LINK_KIND,
            link_object_id=str(invitation.nonce),
        )
    session.evaluations_asked = session.invitations.count()
    session.save(update_fields=["evaluations_asked", "evaluation_version"])
    return session.evaluations_asked


def questions_of(session: StudyGroupSession) -> EvaluationVersion:
    """The version of the form that this session's people were asked, or would be now."""
    return session.evaluation_version or version_for(session.study_group)


@transaction.atomic
def answer_evaluation(invitation: EvaluationInvitation, answers: Answers) -> EvaluationResponse:
    """One person's answers, by question number, are kept and the invitation is used up.
    Raises AlreadyAnswered, NothingSaid."""
    session = lock_session(invitation.session)
    # The session's lock is held, so two clicks on one link stand in line here.
    fresh = EvaluationInvitation.objects.filter(pk=invitation.pk).first()
    if fresh is None or fresh.answered:
        raise AlreadyAnswered
    said = rows_of(questions_of(session), answers)
    if not said:
        raise NothingSaid
    flag_names(session, said)
    fresh.answered = True
    fresh.door_code_hash = ""
    fresh.save(update_fields=["answered", "door_code_hash"])
    return keep_response(session, said, on_paper=False)


@transaction.atomic
def enter_paper_answers(session: StudyGroupSession, answers: Answers, *, by) -> EvaluationResponse:
    """Answers given on paper are kept; paper has no name, so no invitation is used up.
    Raises MoreAnswersThanAsked, NothingSaid."""
    session = lock_session(session)
    if session.responses.count() >= session.evaluations_asked:
        raise MoreAnswersThanAsked
    said = rows_of(questions_of(session), answers)
    if not said:
        raise NothingSaid
    flag_names(session, said)
    response = keep_response(session, said, on_paper=True)
    record(session, "evaluation.entered_from_paper", by=by)
    return response
