"""What is kept about a person, the record of changes and the privacy page in a real browser: no axe
violation in light or dark and no sideways scroll."""

import pytest

from tests.browser.hands import look, sign_in
from tests.factories.canary import a_canary, somebody_else
from tests.factories.people import office

pytestmark = pytest.mark.browser


def test_the_screens_of_privacy_mind_their_manners(page, live_server, axe):
    canary = a_canary()
    somebody_else(canary)
    sign_in(page.context, live_server.url, canary.user)
    look(page, axe, "/account/what-we-keep/")
    sign_in(page.context, live_server.url, office(email="oda@example.org"))
    look(page, axe, "/admin/changes/")
    look(page, axe, "/admin/personal-data/")
    look(page, axe, f"/admin/personal-data/account/{canary.user.pk}/")
    look(page, axe, f"/admin/personal-data/account/{canary.user.pk}/erase/")
