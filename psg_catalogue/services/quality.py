"""Quality assurance: a partnership lead plans a visit to a session, makes it, writes it up and
shares it with the leader, who may reply (CB ¶8). What becomes of a planned visit when its session
changes is in services.planned_visits."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.moves import MoveNotAllowed
from psg_catalogue.enums import OPEN_SESSION_STATES, QAVisitState, SessionState
from psg_catalogue.models import QAVisit, StudyGroupSession
from psg_catalogue.quality_moves import QUALITY_MOVES
from psg_catalogue.quality_refusals import (
    NothingSaid,
    NotShared,
    NotWrittenUp,
    SessionHasBegun,
    SessionNotThere,
    VisitBeforeSession,
    VisitIsOver,
    VisitIsShared,
    VisitTaken,
    VisitToCome,
)
from psg_catalogue.services import notices
from psg_catalogue.services.locks import lock_session


@transaction.atomic
def plan_visit(session: StudyGroupSession, *, qa_lead) -> QAVisit:
    """The QA lead means to visit this session; planning twice plans once. Raises SessionNotThere,
    SessionHasBegun, VisitTaken."""
    # Held while we look: two leads at once would both plan it.
    session = lock_session(session)
    if session.has_begun:
        raise SessionHasBegun
    if session.state not in OPEN_SESSION_STATES:
        raise SessionNotThere
    planned = QAVisit.objects.planned().filter(session=session).first()
    if planned and planned.qa_lead_id != qa_lead.pk:
        raise VisitTaken
    if planned:
        return planned
    visit = QAVisit.objects.create(session=session, qa_lead=qa_lead, planned_at=timezone.now())
    record(visit, "qa_visit.planned", by=qa_lead)
    return visit


@transaction.atomic
def record_visit(
    session: StudyGroupSession,
    *,
    qa_lead,
    visited_on: date,
    strengths: str = "",
    development: str = "",
    overall: str = "",
    notes: str = "",
) -> QAVisit:
    """The visit took place, and counts in the report from its day; the words are the lead's draft
    until they are shared, and may be written again. A visit that the lead had planned is this one.
    Raises SessionNotThere, VisitBeforeSession, VisitToCome, VisitIsShared."""
    session = lock_session(session)
    if session.state in (SessionState.CANCELLED, SessionState.POSTPONED):
        raise SessionNotThere
    if visited_on < session.day:
        raise VisitBeforeSession
    if visited_on > timezone.localdate():
        raise VisitToCome
    visit = _own_visit(session, qa_lead)
    if visit.state == QAVisitState.PLANNED:
        visit.state = QUALITY_MOVES.target("make", visit.state)
    visit.visited_on = visited_on
    visit.strengths, visit.development = strengths.strip(), development.strip()
    visit.overall, visit.notes = " ".join(overall.split()), notes.strip()
    visit.save()
    record(visit, "qa_visit.recorded", by=qa_lead)
    return visit


def _own_visit(session: StudyGroupSession, qa_lead) -> QAVisit:
    """The lead's planned visit or draft of the locked session, or a new one."""
    visits = QAVisit.objects.standing().filter(session=session, qa_lead=qa_lead)
    visit = visits.order_by("-pk").first()
    if visit is None:
        return QAVisit(session=session, qa_lead=qa_lead)
    if visit.is_shared:
        raise VisitIsShared
    return visit


@transaction.atomic
def share_visit(visit: QAVisit, *, by) -> QAVisit:
    """The leaders and the office read the record from now on, and the leaders are told; it is not
    changed any more. Sharing twice shares once. Raises NotWrittenUp, VisitIsOver."""
    visit = _lock(visit)
    if visit.is_shared:
        return visit
    if visit.state == QAVisitState.PLANNED:
        raise NotWrittenUp
    visit.state = _target("share", visit)
    if not (visit.strengths and visit.development and visit.overall):
        raise NotWrittenUp
    visit.shared_at = timezone.now()
    visit.save(update_fields=["state", "shared_at"])
    record(visit, "qa_visit.shared", by=by)
    notices.tell_leaders_of_visit(visit)
    return visit


@transaction.atomic
def call_off_visit(visit: QAVisit, *, because: str = "", by=None) -> QAVisit:
    """The visit is not made, or was recorded by mistake, and counts no more. Calling off twice does
    it once. Raises VisitIsShared."""
    visit = _lock(visit)
    if visit.state == QAVisitState.CALLED_OFF:
        return visit
    if visit.is_shared:
        raise VisitIsShared
    visit.state = _target("call_off", visit)
    visit.called_off_because = " ".join(because.split())[:200]
    visit.save(update_fields=["state", "called_off_because"])
    record(visit, "qa_visit.called_off", by=by)
    return visit


@transaction.atomic
def reply_to_visit(visit: QAVisit, *, words: str, by) -> QAVisit:
    """What a leader says to a shared record stands beside it, and the QA lead is told; said again,
    it stands instead of what stood there. Raises NotShared, NothingSaid."""
    words = words.strip()
    if not words:
        raise NothingSaid
    visit = _lock(visit)
    if not visit.is_shared:
        raise NotShared
    if visit.leader_reply == words:
        return visit
    visit.leader_reply, visit.replied_by, visit.replied_at = words, by, timezone.now()
    visit.save(update_fields=["leader_reply", "replied_by", "replied_at"])
    record(visit, "qa_visit.replied", by=by)
    notices.tell_lead_of_reply(visit)
    return visit


def _lock(visit: QAVisit) -> QAVisit:
    return (
        QAVisit.objects.select_for_update(of=("self",))
        .select_related("session__page", "session__study_group", "session__venue", "qa_lead")
        .get(pk=visit.pk)
    )


def _target(name: str, visit: QAVisit) -> str:
    try:
        return QUALITY_MOVES.target(name, visit.state)
    except MoveNotAllowed as error:
        raise VisitIsOver from error
