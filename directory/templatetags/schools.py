"""A person's schools, wherever a page shows the way to them."""

from django import template

from directory.permissions import schools_of

register = template.Library()


@register.inclusion_tag("navigation/schools.html", takes_context=True)
def school_menu(context) -> dict:
    """The way from one of a person's schools to another; nothing for those with one or none.
    One query."""
    user = context.get("user")
    schools = list(schools_of(user)) if user else []
    return {"schools": schools if len(schools) > 1 else []}
