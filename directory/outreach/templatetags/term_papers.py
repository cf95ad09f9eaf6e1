"""The AST's papers on their own page: returns to write, the next meeting, the way to evidence."""

from django import template
from django.utils import timezone

from directory.models import Practitioner
from directory.outreach.models import NetworkMeeting, TermReturn
from directory.outreach.return_enums import UNWRITTEN

register = template.Library()


@register.inclusion_tag("outreach/tags/term_papers.html")
def term_papers(practitioner: Practitioner) -> dict:
    """Three queries, however much there is; the network's way only for who holds a post."""
    unwritten = TermReturn.objects.filter(practitioner=practitioner, state__in=UNWRITTEN)
    coming = NetworkMeeting.objects.filter(ends_at__gte=timezone.now()).order_by("starts_at")
    return {
        "unwritten": list(unwritten.with_names().order_by("term__starts_on")),
        "holds_post": practitioner.appointments.live().exists(),
        "meeting": coming.first(),
    }
