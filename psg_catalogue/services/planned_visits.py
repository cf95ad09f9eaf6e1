"""A planned visit goes where its session goes, and its QA lead hears of it. Each of these is called
in the transaction that changes the session, while the session is locked."""

from psg_catalogue.models import QAVisit, StudyGroupSession
from psg_catalogue.services import notices
from psg_catalogue.services.quality import call_off_visit

CANCELLED = "The session was cancelled."


def tell_lead_of_change(session: StudyGroupSession, what: str) -> None:
    """The session is at another time or place, or has no date for now: so has its planned visit."""
    for visit in _planned(session):
        notices.tell_lead_of_session(visit, what)


def call_off_with(session: StudyGroupSession, *, by) -> None:
    """The session does not take place, and neither does the visit."""
    for visit in _planned(session):
        call_off_visit(visit, because=CANCELLED, by=by)
        notices.tell_lead_of_session(visit, notices.CANCELLED)


def carry_over(session: StudyGroupSession, into: StudyGroupSession, *, by) -> None:
    """The session is joined with another: its visit is planned there, unless one is already."""
    if QAVisit.objects.planned().filter(session=into).exists():
        call_off_with(session, by=by)
        return
    for visit in _planned(session):
        visit.session = into
        visit.save(update_fields=["session"])
        notices.tell_lead_of_session(visit, notices.JOINED)


def _planned(session: StudyGroupSession) -> list[QAVisit]:
    visits = list(QAVisit.objects.planned().filter(session=session).select_related("qa_lead"))
    for visit in visits:
        visit.session = session
    return visits
