"""Quality assurance: a partnership lead's visit to a session (CB ¶8)."""

from datetime import date

from django.db import transaction

from core.audit import record
from psg_catalogue.models import QAVisit, StudyGroupSession


class VisitBeforeSession(ValueError):
    def __str__(self) -> str:
        return "The visit cannot be before the session. Give the day of the session or a later one."


@transaction.atomic
def record_qa_visit(
    session: StudyGroupSession, *, qa_lead, visited_on: date, overall: str, notes: str = ""
) -> QAVisit:
    """The visit stands with the session and counts in the report from its day. Raises
    VisitBeforeSession."""
    if visited_on < session.starts_at.date():
        raise VisitBeforeSession
    visit, made = QAVisit.objects.get_or_create(
        session=session,
        qa_lead=qa_lead,
        visited_on=visited_on,
        defaults={"overall": overall, "notes": notes},
    )
    if made:
        record(session, "qa_visit.recorded", by=qa_lead)
    return visit
