"""Which session's feedback waits for an answer before the next session may be confirmed (CB ¶8)."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from psg_catalogue.enums import SessionState
from psg_catalogue.models import (
    ChangeNote,
    EvaluationResponse,
    FeedbackPassedOver,
    StudyGroupSession,
)


def unanswered_feedback(session: StudyGroupSession) -> StudyGroupSession | None:
    """The last session held before this one, where people told us enough to show and nobody has
    written since what changed, nor why nothing does. None where nothing is to be answered."""
    return unanswered_by_session([session]).get(session.pk)


def unanswered_by_session(sessions: Iterable[StudyGroupSession]) -> dict[int, StudyGroupSession]:
    """The same of several sessions, by their numbers; those that need no answer are left out. Two
    queries, however many. A note answers from whichever session to come it stands on, unless that
    one is cancelled: its page is nobody's next session."""
    sessions = list(sessions)
    groups = {session.study_group_id for session in sessions}
    if not groups:
        return {}
    held = _held_with_marks(groups)
    notes = ChangeNote.objects.filter(session__study_group__in=groups)
    noted = list(
        notes.exclude(session__state=SessionState.CANCELLED)
        .order_by()
        .values_list("session__study_group", "session__starts_at")
    )
    found = {}
    for session in sessions:
        told = _last_before(session, held)
        if told is None or not told.has_results or told.is_passed_over:
            continue
        if not any(group == told.study_group_id and at > told.starts_at for group, at in noted):
            found[session.pk] = told
    return found


def _held_with_marks(groups: set[int]) -> list[StudyGroupSession]:
    """Held sessions of these study groups, the latest first. Answers are shown in whole steps of
    five, so one that is shown says that there are enough."""
    shown = EvaluationResponse.objects.shown().filter(session=OuterRef("pk"))
    passed = FeedbackPassedOver.objects.filter(session=OuterRef("pk"))
    return list(
        StudyGroupSession.objects.held()
        .filter(study_group__in=groups)
        .select_related("page", "study_group")
        .annotate(has_results=Exists(shown), is_passed_over=Exists(passed))
        .order_by("-starts_at", "-pk")
    )


def _last_before(session: StudyGroupSession, held: list[StudyGroupSession]):
    return next(
        (
            each
            for each in held
            if each.study_group_id == session.study_group_id
            and each.starts_at < session.starts_at
            and each.pk != session.pk
        ),
        None,
    )
