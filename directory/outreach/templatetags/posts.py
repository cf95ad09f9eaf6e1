"""Posts on pages of other parts of the site.

{% invitation_to_apply %}     "Could you be an AST?", unless recruitment is closed (CB ¶10)
"""

from django import template

from directory.outreach.models import OutreachSettings

register = template.Library()


@register.inclusion_tag("outreach/tags/invitation_to_apply.html")
def invitation_to_apply() -> dict:
    """One query; for a page that everyone reads."""
    return {"recruiting": not OutreachSettings.load().recruitment_closed}
