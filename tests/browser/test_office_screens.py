"""Every screen of the back office that is our own breaks no rule of accessibility."""

import pytest

from tests.browser.hands import sign_in, without_menu
from tests.config.office_screens import our_screens
from tests.factories.core import UserFactory

SHARES = 2
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("share", range(SHARES))
def test_every_screen_of_ours_breaks_no_rule(page, live_server, axe, share):
    """In shares, so that whoever runs tests beside one another shares the work."""
    screens = our_screens()[share::SHARES]
    sign_in(page.context, live_server.url, UserFactory(admin=True))
    broken = []
    with without_menu(page):
        for screen in screens:
            # What is read is drawn by our own templates; lists and forms by Wagtail's, dark too.
            schemes = ("light", "dark") if screen.name.endswith(":inspect") else ("light",)
            answer = page.goto(screen.path)
            if not answer.ok:
                continue  # an address without such a screen, as a list nothing is added to
            try:
                axe(page, schemes)
            except AssertionError as why:
                broken.append(f"{screen.name}: {why}")

    assert broken == [], "\n".join(broken)


def test_menu_breaks_no_rule(page, live_server, axe):
    """The others leave it out."""
    sign_in(page.context, live_server.url, UserFactory(admin=True))
    page.goto("/admin/")
    page.locator("#wagtail-sidebar nav").first.wait_for()
    axe(page, left_out="main")
