"""Support on pages of other parts of the site.

{% support_url slug="" %}     the form that asks for support, from a portrait or from none
{% school_support school %}   the way to a school's requests, for its leads, with what waits
"""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from directory.enums import Role
from directory.models import School
from directory.outreach.request_permissions import offered_to
from directory.outreach.states.request import RequestState
from directory.permissions import has_school_role

register = template.Library()


@register.simple_tag
def support_url(slug: str = "") -> str:
    """/support/ask/?for=…: from a portrait its slug goes along."""
    address = reverse("outreach:ask")
    return f"{address}?{urlencode({'for': slug})}" if slug else address


@register.inclusion_tag("outreach/tags/school_support.html", takes_context=True)
def school_support(context, school: School) -> dict:
    user = context["user"]
    if not has_school_role(user, school, Role.SCHOOL_LEAD):
        return {"shown": False}
    waiting = offered_to(school).filter(state=RequestState.OFFERED).count()
    return {"shown": True, "school": school, "waiting": waiting}
