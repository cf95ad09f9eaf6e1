"""Addresses of many pages at the price of one: a page's own costs several queries."""

from collections.abc import Callable

from django.http import HttpRequest
from wagtail.models import Page, Site

ToUrl = Callable[[str], str]


def addresses_near(page: Page, request: HttpRequest) -> ToUrl:
    """Turns the url_path of pages of the same site into their addresses: what a site's root takes
    off this page's url_path, it takes off all of them."""
    url = page.get_url(request)
    if not url or not page.url_path.endswith(url):
        return addresses()
    cut = len(page.url_path) - len(url)
    return lambda path: path[cut:]


def addresses(request: HttpRequest | None = None) -> ToUrl:
    """The same where no page is at hand: by the first site that holds the page."""
    # core.serving leaves them on the request of a page.
    known = getattr(request, "_wagtail_cached_site_root_paths", None)
    roots = [root.root_path for root in known or Site.get_site_root_paths()]

    def to_url(path: str) -> str:
        for root in roots:
            if path.startswith(root):
                return "/" + path[len(root) :]
        return path

    return to_url


def crumb_above(page: Page, to_url: ToUrl, levels: int = 1) -> list[tuple[str, str]]:
    """The way back to the catalogue so many levels above, under the name the navigation has for
    it: no query."""
    path = "/".join(page.url_path.rstrip("/").split("/")[:-levels]) + "/"
    return [("Study groups", to_url(path))]
