"""Portraits on the pages of this and other apps.

{% portrait_plates 6 %}                        six people who can be asked, drawn by lot each day
{% practitioner_plate practitioner size="" %}  the photograph of a practitioner, or the drawing
{% portrait_url practitioner as url %}         where the portrait is; "" where none is published
{% coordinator_url about="" %}                 how to reach the AST coordinator (CA L102)
{% coordinator_address %}                      the coordinator's email address, or the office's
{% portrait_request portrait %}                the way to ask for this person, or why there is none
"""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from core.markup import plate
from directory.enums import Outreach
from directory.models import DirectoryPage, PenPortraitPage, Practitioner
from directory.queries.portrait_page import ShownPortrait
from directory.queries.portraits import CARD_PHOTO, list_portraits, photos_of, shuffled

register = template.Library()


@register.inclusion_tag("directory/tags/portrait_plates.html", takes_context=True)
def portrait_plates(context, count: int = 6) -> dict:
    directory = DirectoryPage.objects.live().public().first()
    if directory is None:
        return {"plates": []}
    asked = [
        each for each in list_portraits(directory).portraits if each.outreach != Outreach.OWN_SCHOOL
    ]
    drawn = shuffled(asked)[:count]
    photos, url = photos_of(drawn), directory.get_url(context.get("request"))
    return {
        "plates": [
            (each.name, each.short, f"{url}{each.slug}/", photos.get(each.pk)) for each in drawn
        ]
    }


@register.simple_tag
def practitioner_plate(practitioner: Practitioner, size: str = ""):
    page = _published(practitioner)
    photo = page.photo.get_rendition(CARD_PHOTO) if page and page.photo else None
    return plate(page.title if page else practitioner.name, size, photo, "")


@register.simple_tag(takes_context=True)
def portrait_url(context, practitioner: Practitioner) -> str:
    page = _published(practitioner)
    return page.get_url(context.get("request")) if page else ""


@register.simple_tag
def coordinator_url(about: str = "") -> str:
    """The contact form, on the coordinator's topic and about a portrait."""
    asked = {"topic": "ast", "about": about} if about else {"topic": "ast"}
    return f"{reverse('home:contact')}?{urlencode(asked)}"


@register.simple_tag(takes_context=True)
def coordinator_address(context) -> str:
    partnership = context["partnership"]
    return partnership.coordinator_email or partnership.office_email


@register.inclusion_tag("directory/tags/portrait_request.html")
def portrait_request(portrait: ShownPortrait) -> dict:
    return {"portrait": portrait, "url": coordinator_url(portrait.slug)}


def _published(practitioner: Practitioner) -> PenPortraitPage | None:
    """The portrait if visitors can see it: one query for the person, kept beside it."""
    if not hasattr(practitioner, "_published_portrait"):
        pages = PenPortraitPage.objects.shown().select_related("photo")
        practitioner._published_portrait = pages.filter(practitioner=practitioner).first()
    return practitioner._published_portrait
