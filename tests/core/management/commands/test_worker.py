import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import OperationalError

from core.management.commands import worker
from core.models import Message
from core.services import periodic
from core.services.sending import Tally
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_jobs(monkeypatch):
    monkeypatch.setattr(periodic, "_jobs", {})


def a_worker() -> worker.Command:
    command = worker.Command()
    command.stopping, command.held = worker.threading.Event(), ""
    return command


def test_one_round_runs_the_jobs_and_sends_what_they_queue(mailoutbox):
    periodic.register("remind", every=timedelta(hours=1), function=MessageFactory)

    call_command("worker", "--once")

    assert len(mailoutbox) == 1
    assert Message.objects.get().state == Message.State.SENT


def test_one_round_sends_more_than_one_batch(mailoutbox, monkeypatch):
    monkeypatch.setattr(worker, "BATCH", 2)
    MessageFactory.create_batch(5)

    call_command("worker", "--once")

    assert len(mailoutbox) == 5


def test_database_that_is_away_is_logged_and_waited_for(monkeypatch, caplog):
    def gone(**kwargs):
        raise OperationalError("server closed the connection: nell@example.org")

    closed = []
    monkeypatch.setattr(worker, "run_due_jobs", gone)
    monkeypatch.setattr(worker.connections, "close_all", lambda: closed.append(1))

    assert a_worker().round_or_pause(1.0) == worker.PAUSE_AFTER_FAULT_SECONDS

    assert closed == [1]
    assert "The database failed us" in caplog.text
    assert "nell" not in caplog.text


def test_mail_server_that_is_away_is_given_time(monkeypatch):
    monkeypatch.setattr(
        worker, "send_due_messages", lambda *a, **k: Tally(kept=1, server_away=True)
    )

    assert a_worker().round_or_pause(1.0) == worker.PAUSE_AFTER_FAULT_SECONDS


def test_held_mail_is_said_once(monkeypatch, caplog):
    monkeypatch.setattr(worker, "send_due_messages", lambda *a, **k: Tally(held="a copy"))
    command = a_worker()
    command.round()
    command.round()

    assert caplog.text.count("Mail is held: a copy.") == 1


class NotHeard(BaseException):
    """Nobody listens for the signal. No error of a message, which the worker would live through."""


@pytest.fixture(params=[signal.SIGTERM, signal.SIGINT])
def sign(request) -> Iterator[int]:
    """A signal that is a failure where nobody listens for it, and not the end of all tests."""

    def not_heard(*args):
        raise NotHeard

    before = signal.signal(request.param, not_heard)
    yield request.param
    signal.signal(request.param, before)


def test_told_to_stop_it_finishes_its_message_and_ends(monkeypatch, mailoutbox, sign):
    """The same in a process of its own is in test_worker_process."""
    deliver, before = EmailBackend.send_messages, signal.getsignal(sign)

    def told_meanwhile(*args):
        signal.raise_signal(sign)
        return deliver(*args)

    monkeypatch.setattr(EmailBackend, "send_messages", told_meanwhile)
    MessageFactory.create_batch(2)

    call_command("worker")

    assert sorted(Message.objects.values_list("state", flat=True)) == ["queued", "sent"]
    assert len(mailoutbox) == 1
    assert signal.getsignal(sign) == before


def test_send_messages_says_how_many(capsys):
    MessageFactory.create_batch(2)

    call_command("send_messages", "--limit", "1")

    assert capsys.readouterr().out == "sent 1, kept 0, failed 0\n"


def test_send_messages_on_a_copy_says_why_not(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEMO_MODE = True
    MessageFactory()

    with pytest.raises(CommandError, match="Nothing was sent: a demonstration sends no mail"):
        call_command("send_messages")
