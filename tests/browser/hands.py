"""What the tests in a browser do again and again: come in as somebody, and look at a page."""

from django.conf import settings
from django.test import Client

WIDTHS = (320, 768, 1280)
BEYOND = "document.documentElement.scrollWidth - innerWidth"


def sign_in(context, address: str, user) -> None:
    """The browser has the cookie of `user`, who has just signed in, and of nobody else."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.clear_cookies()
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def look(page, axe, path: str) -> None:
    """Open a page: it has one heading, breaks no rule in light or dark, and fits each width."""
    page.goto(path)
    assert page.locator("h1").count() == 1, path
    axe(page)
    fits(page)


def fits(page) -> None:
    """Nothing stands beyond the edge at any width; the page stays at the last, a desk's."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BEYOND) <= 0, f"{page.url} is too wide for {width} px"
