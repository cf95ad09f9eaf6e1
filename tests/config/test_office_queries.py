"""A screen of the back office asks the database 25 times at the most."""

import pytest

from tests.config.office_screens import our_screens
from tests.factories.core import UserFactory

AT_MOST = 25
pytestmark = pytest.mark.django_db


def test_every_screen_of_ours_asks_little(client, count_queries):
    screens = our_screens()
    client.force_login(UserFactory(admin=True))
    client.get("/admin/")
    too_much = []
    for screen in screens:
        client.get(screen.path)
        cost = count_queries(lambda path=screen.path: client.get(path))
        if cost > AT_MOST:
            too_much.append(f"{screen.name}: {cost}")

    assert len(screens) > 50
    assert too_much == []
