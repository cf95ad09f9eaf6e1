"""What waits for a person, counted."""

import pytest

from core.backoffice import today
from core.backoffice.today import Dated, Waiting, today_of
from core.models import Message, User
from tests.factories.core import UserFactory
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(monkeypatch):
    """Nothing else is asked than what the test names."""
    monkeypatch.setattr(today, "_lists", [])
    monkeypatch.setattr(today, "_diaries", [])


def test_lists_stand_in_their_order_and_empty_ones_are_left_out(only, count_queries):
    user = UserFactory()
    MessageFactory.create_batch(2, failed=True)
    failed = Waiting("message,messages", Message.objects.filter(state="failed"), "/failed/")
    sent = Waiting("message sent,messages sent", Message.objects.filter(state="sent"), "/sent/")
    nobody = Waiting("person,people", User.objects.none(), "/nobody/")
    names = Waiting("name,names", ["Finch"], "/names/", "Of one school.")
    today.register("Later", lambda user: [names], order=2)
    today.register("First", lambda user: [failed, sent, nobody], order=1)

    found = today_of(user)

    said = [
        (heading, [(x.number, x.words, x.url) for x in lines]) for heading, lines in found.groups
    ]
    assert said == [
        ("First", [("2", "messages", "/failed/")]),
        ("Later", [("1", "name", "/names/")]),
    ]
    assert count_queries(lambda: today_of(user)) == 1


def test_somebody_without_lists_is_asked_nothing_and_diaries_join_by_time(only):
    today.register("Money", lambda user: [], order=1)
    late, early = (Dated(at, words, "/x/") for at, words in ((2, "late"), (1, "early")))
    today.register_diary(lambda user: None)
    assert not (today_of(UserFactory()).asked)
    assert not (today_of(UserFactory()).sees_coming)
    today.register_diary(lambda user: [late])
    today.register_diary(lambda user: [early])

    found = today_of(UserFactory())

    assert [each.words for each in found.coming] == ["early", "late"]
    assert (found.asked, found.groups) == (False, [])
