"""What the mail provider reports of a message: in any order, twice, late, and of nobody's."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from core.letters import register_letter, registry
from core.models import MailStop, Message
from core.models.message import Delivery
from core.services.deliveries import (
    Report,
    every_trouble,
    mark_trouble,
    note_delivery,
    trouble_in_words,
    trouble_with,
)
from tests.factories.core import UserFactory
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def report(delivery: Delivery, minutes: int = 0, reason: str = "", of: str = "abc") -> Report:
    return Report(of, delivery, NOW + timedelta(minutes=minutes), reason)


def sent(**fields) -> Message:
    return MessageFactory(sent=True, **{"provider_id": "abc", **fields})


def test_report_is_written_beside_the_message():
    message = sent()

    note_delivery(
        report(Delivery.BOUNCED, reason="550 no\r\nsuch\x0b mailbox" + "x" * 400, of="<abc>")
    )

    message.refresh_from_db()
    assert (message.state, message.standing, message.standing_in_words) == (
        "sent",
        "bounced",
        "Came back",
    )
    assert message.why.startswith("550 no such mailbox")
    assert len(message.why) == 300
    assert message.delivery_at == NOW


def test_every_order_of_the_same_reports_ends_alike():
    reports = [
        report(Delivery.DELIVERED, 1),
        report(Delivery.BOUNCED, 3, "later"),
        report(Delivery.BOUNCED, 2, "earlier"),
        report(Delivery.BOUNCED, 2, "earlier"),
    ]
    ends = set()
    for order in permutations(reports):
        message = sent(provider_id="abc")
        for each in order:
            note_delivery(each)
        message.refresh_from_db()
        ends.add((message.delivery, message.delivery_reason, message.delivery_at))
        message.delete()

    assert ends == {("bounced", "earlier", NOW + timedelta(minutes=2))}


@pytest.mark.parametrize("of", ["", "xyz", "<>"])
def test_report_of_nobodys_message_changes_nothing(of):
    blank, other = sent(provider_id=""), sent(provider_id="other")

    assert note_delivery(report(Delivery.BOUNCED, of=of)) is None

    for message in (blank, other):
        message.refresh_from_db()
        assert message.delivery == ""


def test_message_that_is_queued_again_is_not_said_to_have_arrived():
    message = MessageFactory(provider_id="abc")
    assert note_delivery(report(Delivery.DELIVERED)) is None
    message.refresh_from_db()
    assert message.delivery == ""


def test_complaint_stops_what_may_be_stopped_and_nothing_else(monkeypatch):
    monkeypatch.setattr(registry, "_letters", dict(registry._letters))
    register_letter("weekly", name="Weekly", group="Tests", examples=tuple, stops="the list")
    may = {each.kind for each in registry.letters() if each.may_stop}
    sent(to_email="Nell@example.org")

    note_delivery(report(Delivery.COMPLAINED))
    note_delivery(report(Delivery.COMPLAINED))

    assert {(stop.email, stop.kind) for stop in MailStop.objects.all()} == {
        ("nell@example.org", kind) for kind in may
    }
    assert MailStop.objects.count() == len(may)


def test_trouble_is_what_was_last_heard_of_an_address(django_assert_num_queries):
    def heard(email: str, delivery: str, minutes: int) -> Message:
        at = NOW + timedelta(minutes=minutes)
        return sent(to_email=email, delivery=delivery, delivery_at=at, provider_id="")

    back = heard("nell@example.org", "bounced", 2)
    heard("nell@example.org", "delivered", 1)
    heard("tom@example.org", "rejected", 1)
    heard("tom@example.org", "delivered", 2)

    asked = ["Nell@Example.org", "tom@example.org", "new@example.org", ""]
    assert trouble_with(asked) == {"nell@example.org": back}
    assert every_trouble() == {"nell@example.org": back}
    people = [UserFactory.build(email=email) for email in asked]
    with django_assert_num_queries(1):
        mark_trouble(people)
    assert [each.mail_trouble for each in people] == [back, None, None, None]
    assert trouble_in_words(None) == ""
    assert trouble_in_words(back).startswith("Came back on ")
