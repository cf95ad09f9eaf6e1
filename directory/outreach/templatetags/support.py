"""Support on pages of other parts of the site.

{% support_url slug="" %}            the form that asks for support, from a portrait or from none
{% school_outreach_links school %}   <li>s: the ways to a school's requests, papers and posts
"""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from directory.enums import Role
from directory.models import School
from directory.permissions import has_school_role

register = template.Library()


@register.simple_tag
def support_url(slug: str = "") -> str:
    """/support/ask/?for=…: from a portrait its slug goes along."""
    address = reverse("outreach:ask")
    return f"{address}?{urlencode({'for': slug})}" if slug else address


@register.inclusion_tag("outreach/tags/school_outreach_links.html", takes_context=True)
def school_outreach_links(context, school: School) -> dict:
    """Requests and papers are its leads' alone; its posts the office sees too."""
    return {"school": school, "leads": has_school_role(context["user"], school, Role.SCHOOL_LEAD)}
