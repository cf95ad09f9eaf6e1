"""What QA leads and leaders are told about visits to sessions."""

from django.conf import settings
from django.urls import reverse

from core.services.outbox import queue_message
from psg_catalogue.models import QAVisit
from psg_catalogue.services.notices.letters import facts_of

# What can have become of a session that somebody planned to visit, beside what those booked hear.
CANCELLED, JOINED = "cancelled", "joined"


def tell_lead_of_session(visit: QAVisit, what: str) -> None:
    """The session that the lead meant to visit is at another time or place, postponed, cancelled or
    joined with another."""
    if visit.qa_lead:
        _tell("qa_visit_session", visit, visit.qa_lead.email, visit.qa_lead.get_full_name(), what)


def tell_leaders_of_visit(visit: QAVisit) -> None:
    """The record of a visit is shared with those who lead the study group."""
    leaderships = visit.session.study_group.leaderships.select_related("practitioner__user")
    for leader in (each.practitioner for each in leaderships):
        if leader.user and leader.user.is_active:
            _tell("qa_visit_shared", visit, leader.user.email, leader.name)


def tell_lead_of_reply(visit: QAVisit) -> None:
    """A leader has replied to a record."""
    if visit.qa_lead:
        _tell("qa_visit_replied", visit, visit.qa_lead.email, visit.qa_lead.get_full_name())


def _tell(kind: str, visit: QAVisit, email: str, name: str, what: str = "") -> None:
    """One message; it says nothing of what the record says (DOMAIN 6.5)."""
    address = settings.SITE_URL + reverse("psg_catalogue:qa_visit", args=[visit.pk])
    queue_message(
        kind=kind,
        to_email=email,
        to_name=name,
        context={**facts_of(visit.session), "what": what, "button_url": address},
        about=f"psg_catalogue.qavisit:{visit.pk}",
    )
