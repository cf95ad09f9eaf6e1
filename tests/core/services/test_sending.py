from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import Message
from core.services import outbox, sending
from core.services.deliveries import trouble_in_words, trouble_with
from core.services.outbox import LinkNotWanted, register_link
from core.services.sending import MAX_TRIES, claim_next, resend_message, send_due_messages
from tests.core.mail_server import free_port
from tests.factories.core import UserFactory
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db
NOON = timezone.datetime(2026, 3, 2, 12, tzinfo=timezone.timezone.utc)


@pytest.fixture
def links(monkeypatch):
    monkeypatch.setattr(outbox, "_links", {})


def state(message: Message) -> tuple[str, int, str]:
    message.refresh_from_db()
    return message.state, message.tries, message.error


def test_due_message_is_sent_once():
    message = MessageFactory()

    assert send_due_messages().sent == 1
    assert send_due_messages().sent == 0

    assert state(message) == ("sent", 1, "")
    assert message.sent_at is not None
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([f"Nell Hatherley <{message.to_email}>"], "Your place is booked")
    ]


def test_message_before_its_time_is_left():
    message = MessageFactory(next_try_at=timezone.now() + timedelta(minutes=1))

    assert send_due_messages().tried == 0
    assert state(message) == ("queued", 0, "")


def test_longest_waiting_goes_first_and_no_more_than_the_limit():
    with time_machine.travel(NOON, tick=False):
        late = MessageFactory()
        early = MessageFactory(next_try_at=NOON - timedelta(minutes=5))
        assert send_due_messages(limit=1).sent == 1

    assert state(early)[0] == "sent"
    assert state(late)[0] == "queued"


def test_stop_ends_after_the_message_in_hand():
    MessageFactory.create_batch(3)

    assert send_due_messages(stop=lambda: len(mail.outbox) == 1).sent == 1


def test_message_that_is_refused_fails_at_once_and_says_why(mail_server):
    mail_server.recipient_answers = ["550 5.1.1 No such mailbox"]
    refused, fine = MessageFactory(next_try_at=NOON), MessageFactory()

    tally = send_due_messages()

    assert (tally.sent, tally.failed, tally.kept) == (1, 1, 0)
    assert state(refused) == ("failed", 1, "550 5.1.1 No such mailbox")
    assert state(fine) == ("sent", 1, "")
    trouble = trouble_with([refused.to_email, fine.to_email])
    assert trouble_in_words(trouble.pop(refused.to_email)).endswith(": 550 5.1.1 No such mailbox")
    assert trouble == {}


def test_address_the_server_takes_again_is_no_trouble_any_more(mail_server):
    mail_server.recipient_answers = ["550 5.1.1 No such mailbox"]
    first = MessageFactory()
    send_due_messages()
    assert trouble_with([first.to_email])

    MessageFactory(to_email=first.to_email.upper())
    send_due_messages()

    assert trouble_with([first.to_email]) == {}


def test_refusal_of_the_words_fails_at_once(mail_server):
    mail_server.data_answers = ["554 5.7.1 Looks like spam"]
    message = MessageFactory()

    send_due_messages()

    assert state(message) == ("failed", 1, "554 5.7.1 Looks like spam")
    assert trouble_with([message.to_email]) == {}


@pytest.mark.parametrize("at", ["recipient_answers", "data_answers"])
def test_message_is_kept_while_the_server_is_busy_and_sent_once_after(mail_server, at):
    setattr(mail_server, at, ["421 4.3.2 Try later"])
    message = MessageFactory(next_try_at=NOON)

    with time_machine.travel(NOON, tick=False):
        assert send_due_messages().kept == 1
        assert state(message) == ("queued", 1, "421 4.3.2 Try later")
        assert send_due_messages().tried == 0
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        assert send_due_messages().sent == 1

    assert state(message) == ("sent", 2, "")
    assert len(mail_server.received) == 1


def test_every_try_has_the_same_message_id(monkeypatch):
    message = MessageFactory()
    handed_over: list[str] = []

    def lost_on_the_way(self, emails) -> int:
        handed_over.extend(str(email.message()["Message-ID"]) for email in emails)
        raise ConnectionResetError

    monkeypatch.setattr(
        "django.core.mail.backends.locmem.EmailBackend.send_messages", lost_on_the_way
    )
    for _ in range(3):
        Message.objects.update(next_try_at=NOON)
        send_due_messages()

    assert handed_over == [f"<{message.message_id}@testserver>"] * 3


def test_server_that_hangs_costs_one_try_and_the_round_ends(mail_server, settings):
    settings.EMAIL_TIMEOUT = 0.3
    mail_server.hang = True
    first, second = MessageFactory(next_try_at=NOON), MessageFactory()

    tally = send_due_messages()

    assert (tally.kept, tally.server_away) == (1, True)
    assert state(first) == ("queued", 1, "Connection unexpectedly closed: timed out")
    assert state(second) == ("queued", 0, "")


def test_server_away_for_an_hour_loses_nothing(mail_server, settings):
    working = settings.EMAIL_PORT
    settings.EMAIL_PORT = free_port()
    messages = MessageFactory.create_batch(3, next_try_at=NOON)

    for minutes in range(0, 60, 2):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            send_due_messages()
    assert Message.objects.queued().count() == 3
    settings.EMAIL_PORT = working
    with time_machine.travel(NOON + timedelta(hours=3), tick=False):
        assert send_due_messages().sent == 3

    assert sorted(one["To"].addresses[0].addr_spec for one in mail_server.received) == sorted(
        message.to_email for message in messages
    )


def test_tries_grow_apart_and_end_after_about_a_day(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    message = MessageFactory(next_try_at=NOON)
    waits = []

    now = NOON
    while state(message)[0] == "queued":
        now = message.next_try_at
        with time_machine.travel(now, tick=False):
            send_due_messages()
        message.refresh_from_db()
        waits.append(int((message.next_try_at - now).total_seconds() / 60))

    assert waits == [1, 5, 15, 60, 180, 360, 720, 0]
    assert state(message) == ("failed", MAX_TRIES, "[Errno 111] Connection refused")
    assert timedelta(hours=22) < now - NOON < timedelta(hours=26)


def test_claimed_message_is_nobody_elses_until_the_lease_ends():
    message = MessageFactory(next_try_at=NOON)

    with time_machine.travel(NOON, tick=False):
        assert claim_next() == message
        assert claim_next() is None
    with time_machine.travel(NOON + sending.LEASE, tick=False):
        assert claim_next() is None
    with time_machine.travel(NOON + sending.LEASE + timedelta(seconds=1), tick=False):
        assert claim_next() == message
    assert state(message)[1] == 2


def test_message_that_cuts_off_every_worker_is_given_up():
    message = MessageFactory(tries=MAX_TRIES, locked_until=NOON)

    assert send_due_messages().failed == 1
    assert state(message) == ("failed", MAX_TRIES + 1, "Given up: cut off at each try.")
    assert mail.outbox == []


def test_worker_whose_lease_ran_out_does_not_overwrite_the_next_ones_result(monkeypatch):
    message = MessageFactory()

    def overtaken(claimed: Message) -> None:
        Message.objects.filter(pk=claimed.pk).update(tries=2, state="sent", sent_at=NOON)
        raise ConnectionResetError

    monkeypatch.setattr(sending, "_deliver", overtaken)
    send_due_messages()

    assert state(message) == ("sent", 2, "")


def test_fault_of_one_message_does_not_stop_the_others(links):
    def broken(number: str) -> str:
        raise KeyError("nell@example.org")

    register_link("broken", broken)
    bad = MessageFactory(link_kind="broken", text_body="[link]", next_try_at=NOON)
    good = MessageFactory()

    tally = send_due_messages()

    assert (tally.sent, tally.kept) == (1, 1)
    assert state(bad) == ("queued", 1, "KeyError")
    assert state(good)[0] == "sent"


def test_secret_link_is_made_at_sending_and_never_stored(links):
    register_link("tests", lambda number: f"https://example.org/answer/{number}?a=1&b=2")
    message = MessageFactory(
        link_kind="tests",
        link_object_id="7",
        text_body="Answer at [link]",
        html_body='<a href="[link]">Answer</a>',
    )

    send_due_messages()

    assert mail.outbox[0].body == "Answer at https://example.org/answer/7?a=1&b=2"
    assert mail.outbox[0].alternatives[0].content == (
        '<a href="https://example.org/answer/7?a=1&amp;b=2">Answer</a>'
    )
    message.refresh_from_db()
    assert message.text_body == "Answer at [link]"
    assert message.html_body == '<a href="[link]">Answer</a>'
    assert "answer/7" not in str(Message.objects.filter(pk=message.pk).values_list())


def test_link_nobody_wants_any_more_gives_the_message_up(links):
    def closed(number: str) -> str:
        raise LinkNotWanted("The questions are closed.")

    register_link("closed", closed)
    message = MessageFactory(link_kind="closed", text_body="[link]")

    send_due_messages()

    assert state(message) == ("failed", 1, "The questions are closed.")
    assert mail.outbox == []


def test_header_with_a_line_break_is_permanent():
    message = MessageFactory(subject="One\nBcc: evil@example.org")

    send_due_messages()

    assert state(message)[:2] == ("failed", 1)
    assert mail.outbox == []


def test_copy_of_the_site_sends_nothing(settings, mail_server):
    settings.DEMO_MODE = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example.org", 587
    message = MessageFactory()

    tally = send_due_messages()

    assert tally.held == "a demonstration sends no mail unless MAIL_ALLOWED_DOMAINS says to whom"
    assert state(message) == ("queued", 0, "")


def test_copy_with_allowed_domains_sends_to_them_alone(settings):
    settings.MAIL_ALLOWED_DOMAINS = ["staff.example.org"]
    inside = MessageFactory(to_email="a@staff.example.org")
    outside = MessageFactory(to_email="a@example.org")
    lookalike = MessageFactory(to_email="a@evilstaff.example.org")

    send_due_messages()

    assert state(inside)[0] == "sent"
    assert state(outside) == ("failed", 1, "This copy of the site may not send there.")
    assert state(lookalike)[0] == "failed"
    assert [one.recipients() for one in mail.outbox] == [["Nell Hatherley <a@staff.example.org>"]]


def test_logs_hold_numbers_and_no_names(mail_server, caplog):
    caplog.set_level("DEBUG", logger="core")
    mail_server.recipient_answers = ["550 5.1.1 nell@example.org unknown"]
    MessageFactory(to_email="nell@example.org")
    MessageFactory(to_email="nell@example.org")

    send_due_messages()

    ours = " ".join(one.getMessage() for one in caplog.records if one.name.startswith("core"))
    assert ours.count("Message") == 2
    assert "nell" not in ours.lower()
    assert "hatherley" not in ours.lower()


def test_failed_message_sent_again_starts_afresh():
    message = MessageFactory(failed=True, delivery="rejected", delivery_at=NOON)
    office = UserFactory()

    assert resend_message(message, by=office) == message
    assert state(message) == ("queued", 0, "")
    assert (message.delivery, message.delivery_at) == ("", None)
    assert send_due_messages().sent == 1
    entry = ModelLogEntry.objects.get(action="message.sent_again")
    assert (entry.object_id, entry.user) == (str(message.pk), office)


def test_sent_message_sent_again_is_a_new_one_with_the_same_words():
    message = MessageFactory(sent=True, once_key="booking:7")

    copy = resend_message(message, by=None)

    assert copy.pk != message.pk
    assert copy.message_id != message.message_id
    assert copy.once_key is None
    assert (copy.to_email, copy.subject, copy.text_body) == (
        message.to_email,
        message.subject,
        message.text_body,
    )
    assert state(copy) == ("queued", 0, "")
    assert state(message)[0] == "sent"


def test_message_in_a_workers_hands_is_not_sent_twice():
    message = MessageFactory()
    claim_next()

    resend_message(message, by=None)

    assert state(message)[:2] == ("queued", 1)
    assert claim_next() is None
