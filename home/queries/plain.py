"""The ways about a plain page or a piece of news."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from psg_catalogue.queries.addresses import addresses_near


@dataclass(frozen=True)
class Ways:
    """The pages above, below the home page, as (title, address); and those right below."""

    above: list[tuple[str, str]]
    below: list[tuple[str, str, str]]


def ways_about(page: Page, request: HttpRequest) -> Ways:
    """Two queries; the home page itself is in every crumb trail already."""
    to_url = addresses_near(page, request)
    steps = [page.path[:end] for end in range(3 * page.steplen, len(page.path), page.steplen)]
    rows = Page.objects.filter(path__in=steps).order_by("path").values_list("title", "url_path")
    below = page.get_children().live().public().order_by("path")
    return Ways(
        above=[(title, to_url(path)) for title, path in rows],
        below=[
            (title, to_url(path), words)
            for title, path, words in below.values_list("title", "url_path", "search_description")
        ],
    )
