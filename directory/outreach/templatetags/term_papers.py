"""The AST's own pages besides their work: the network and its next meeting, the way to evidence."""

from django import template
from django.utils import timezone

from directory.models import Practitioner
from directory.outreach.models import NetworkMeeting

register = template.Library()


@register.inclusion_tag("outreach/tags/term_papers.html")
def term_papers(practitioner: Practitioner) -> dict:
    """Two queries; nothing for who holds no post."""
    coming = NetworkMeeting.objects.filter(ends_at__gte=timezone.now()).order_by("starts_at")
    return {"holds_post": practitioner.appointments.live().exists(), "meeting": coming.first()}
