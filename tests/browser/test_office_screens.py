"""Every screen of the back office that is our own breaks no rule of accessibility."""

import pytest
from django.conf import settings
from django.test import Client

from tests.config.office_screens import our_screens
from tests.factories.core import UserFactory

SHARES = 2
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("share", range(SHARES))
def test_every_screen_of_ours_breaks_no_rule(page, live_server, axe, share):
    """In shares, so that whoever runs tests beside one another shares the work."""
    screens = our_screens()[share::SHARES]
    client = Client()
    client.force_login(UserFactory(admin=True))
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    broken = []
    for screen in screens:
        answer = page.goto(screen.path)
        if not answer.ok:
            continue  # an address without such a screen, as a list nothing is added to
        try:
            axe(page, schemes=("light",))
        except AssertionError as why:
            broken.append(f"{screen.name}: {why}")

    assert broken == [], "\n".join(broken)
