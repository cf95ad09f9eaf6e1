"""Posts on pages of other parts of the site.

{% invitation_to_apply %}     "Could you be an AST?", unless recruitment is closed (CB ¶10)
{% school_posts_link school %}   the way to a school's posts, on a page of its leads
"""

from django import template

from directory.models import School
from directory.outreach.models import OutreachSettings

register = template.Library()


@register.inclusion_tag("outreach/tags/invitation_to_apply.html")
def invitation_to_apply() -> dict:
    """One query; for a page that everyone reads."""
    return {"recruiting": not OutreachSettings.load().recruitment_closed}


@register.inclusion_tag("outreach/tags/school_posts_link.html")
def school_posts_link(school: School) -> dict:
    return {"school": school}
