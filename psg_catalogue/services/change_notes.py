"""What feedback on one session changes at the next (CB ¶8)."""

from django.db import transaction
from django.utils import timezone

from core.audit import record
from psg_catalogue.enums import SessionState
from psg_catalogue.models import ChangeNote, FeedbackPassedOver, StudyGroupSession
from psg_catalogue.queries.feedback import unanswered_feedback
from psg_catalogue.services.locks import lock_session
from psg_catalogue.session_refusals import FeedbackUnanswered, NoReasonToPassOver


def next_session(session: StudyGroupSession) -> StudyGroupSession | None:
    """The following session of the same study group that is not cancelled, if there is one."""
    return (
        StudyGroupSession.objects.filter(
            study_group=session.study_group_id, starts_at__gt=session.starts_at
        )
        .exclude(state=SessionState.CANCELLED)
        .select_related("page")
        .order_by("starts_at")
        .first()
    )


@transaction.atomic
def write_change_note(
    session: StudyGroupSession, *, you_said: str, we_changed: str, by
) -> ChangeNote:
    """The note stands on the session's page; writing the same twice makes one."""
    session = lock_session(session)
    note, made = ChangeNote.objects.get_or_create(
        session=session,
        you_said=you_said,
        we_changed=we_changed,
        defaults={"order": session.change_notes.count()},
    )
    if made:
        record(session, "change_notes.written", by=by)
    return note


@transaction.atomic
def remove_change_note(note: ChangeNote, *, by) -> None:
    """The note no longer stands on its session's page."""
    record(note.session, "change_notes.written", by=by)
    note.delete()


@transaction.atomic
def pass_over_feedback(session: StudyGroupSession, *, because: str, by) -> FeedbackPassedOver:
    """Nothing changes because of what was said after this held session, for a reason that stands
    beside its results; the first reason stays. Raises NoReasonToPassOver."""
    because = " ".join(because.split())
    if not because:
        raise NoReasonToPassOver
    session = lock_session(session)
    passed, made = FeedbackPassedOver.objects.get_or_create(
        session=session,
        defaults={"because": because, "passed_by": by, "passed_at": timezone.now()},
    )
    if made:
        record(session, "feedback.passed_over", by=by)
    return passed


def answer_feedback_before(session: StudyGroupSession, *, passed_over_because: str, by) -> None:
    """What people said after the last session is answered before the locked one is confirmed: by a
    note, or now by this reason to pass it over. Raises FeedbackUnanswered."""
    told = unanswered_feedback(session)
    if told is None:
        return
    if not passed_over_because.strip():
        raise FeedbackUnanswered(told)
    pass_over_feedback(told, because=passed_over_because, by=by)
