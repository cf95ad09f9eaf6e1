"""What the tests in a browser do again and again: come in as somebody, and look at a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client

WIDTHS = (320, 768, 1280)
# Wagtail's menu is drawn by a script of its own; who leaves it out need not wait for it.
MENU_SCRIPT = "*/wagtailadmin/js/sidebar.js*"
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


def look_at_screens(page, axe, paths, schemes: tuple[str, ...] = ("light",)) -> None:
    """Open screens of the back office one after the other: none breaks a rule, and what is wrong is
    said of all of them. Without their menu, which `test_office_screens` looks at."""
    broken = []
    with without_menu(page):
        for path in paths:
            page.goto(path)
            try:
                axe(page, schemes)
            except AssertionError as why:
                broken.append(str(why))
    assert broken == [], "\n\n".join(broken)


@contextmanager
def without_menu(page) -> Iterator[None]:
    """Meanwhile screens of the back office open without Wagtail's menu."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setBlockedURLs", {"urls": [MENU_SCRIPT]})
    try:
        yield
    finally:
        line.detach()


def fits(page) -> None:
    """Nothing stands beyond the edge at any width; the page stays at the last, a desk's."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BEYOND) <= 0, f"{page.url} is too wide for {width} px"
