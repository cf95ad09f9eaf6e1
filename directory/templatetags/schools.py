"""A person's schools, wherever a page shows the way to them."""

from django import template
from django.urls import reverse

from directory.models import School
from directory.permissions import may_open_school, schools_of

register = template.Library()


@register.inclusion_tag("navigation/schools.html", takes_context=True)
def school_menu(context) -> dict:
    """The way from one of a person's schools to another; nothing for those with one or none.
    One query."""
    user = context.get("user")
    schools = list(schools_of(user)) if user else []
    return {"schools": schools if len(schools) > 1 else []}


@register.simple_tag(takes_context=True)
def way_to_school(context, school: School) -> str:
    """The address of the school's page for those who may open it, and "" for others: the finance
    office sees a school's money and not its page."""
    if not may_open_school(context["user"], school):
        return ""
    return reverse("directory:school", args=[school.urn])
