"""What a letter is about, as the link to the form says it: a page by its number or its slug."""

from dataclasses import dataclass

from django.utils.text import slugify
from wagtail.models import Page

from directory.models import PenPortraitPage
from psg_catalogue.queries.addresses import addresses

_LONGEST_NUMBER = 15


@dataclass(frozen=True)
class Subject:
    """A public page that somebody writes about."""

    title: str
    url: str


def subject_of(asked: str) -> Subject | None:
    """The page of that number, or the pen portrait of that slug or name; None for anything that is
    not there or not public, so that the form says nothing about it."""
    if asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST_NUMBER:
        pages = Page.objects.live().public().filter(pk=int(asked), depth__gt=1)
    elif slug := slugify(asked[:200]):
        pages = PenPortraitPage.objects.shown().filter(slug=slug)
    else:
        return None
    row = pages.values_list("title", "url_path").first()
    return Subject(row[0], addresses()(row[1])) if row else None
