"""The worker as a process of its own, killed and told to stop in the middle of a message
(SAFETY 58, 59)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from core.models import Message
from tests.core.mail_server import MailServer
from tests.factories.messages import MessageFactory

ROOT = Path(__file__).parents[4]
PATIENCE_SECONDS = 60
pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """The test's own database, as another process writes it."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}@/{database['HOST']}/{database['NAME']}"


@pytest.fixture
def start_worker(mail_server: MailServer) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts a worker that sends to the test's mail server; what still runs is killed after."""
    processes = []

    def start() -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "worker", "--interval", "0.1"],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "config.settings.dev",
                "DATABASE_URL": database_url(),
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": str(mail_server.port),
            },
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def until(condition: Callable[[], object], worker: subprocess.Popen) -> None:
    """Wait for something that the worker does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert worker.poll() is None, worker.stderr.read()
        assert time.monotonic() < deadline, "It never happened."
        time.sleep(0.05)


def test_message_of_a_killed_worker_is_sent_once_by_the_next_which_ends_when_told(
    mail_server, start_worker
):
    """Each process takes seconds to start, so that the second one shows both. That INT stops it as
    TERM does is in test_worker."""
    mail_server.hang = mail_server.killed_client = True
    message = MessageFactory()
    first = start_worker()
    until(mail_server.reached.is_set, first)

    first.kill()
    first.wait(PATIENCE_SECONDS)
    message.refresh_from_db()
    assert (message.state, message.tries) == ("queued", 1)
    assert message.locked_until > timezone.now()

    mail_server.hang = mail_server.killed_client = False
    second = start_worker()
    other = MessageFactory()
    until(lambda: mail_server.received, second)
    time.sleep(0.5)
    assert [one["Message-ID"] for one in mail_server.received] == [
        f"<{other.message_id}@localhost>"
    ]

    # The lease of five minutes ends.
    Message.objects.filter(pk=message.pk).update(locked_until=timezone.now() - timedelta(seconds=1))
    until(lambda: Message.objects.get(pk=message.pk).state == "sent", second)
    time.sleep(0.5)
    assert [one["Message-ID"] for one in mail_server.received] == [
        f"<{other.message_id}@localhost>",
        f"<{message.message_id}@localhost>",
    ]
    finishes_its_message_and_ends_cleanly(second, mail_server)


def finishes_its_message_and_ends_cleanly(worker: subprocess.Popen, mail_server) -> None:
    """Told to stop while the mail server has the first of two messages."""
    mail_server.hang = True
    mail_server.reached.clear()
    in_hand = MessageFactory(next_try_at=timezone.now() - timedelta(minutes=1))
    until(mail_server.reached.is_set, worker)
    waiting = MessageFactory()

    worker.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    mail_server.hang = False
    _, log = worker.communicate(timeout=PATIENCE_SECONDS)

    assert worker.returncode == 0
    assert log.rstrip().endswith("Worker ended.")
    assert "Traceback" not in log
    assert "@example.org" not in log
    in_hand.refresh_from_db()
    waiting.refresh_from_db()
    assert (in_hand.state, waiting.state) == ("sent", "queued")
