"""Workers side by side on PostgreSQL, with real threads."""

import threading
import time

import pytest
from django.db import connection

from core.models import Message, PeriodicRun
from core.services import periodic, sending
from core.services.sending import claim_next, send_due_messages
from tests.factories.messages import MessageFactory
from tests.plugins.races import errors

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_four_workers_send_each_of_forty_messages_once(mail_server, threads):
    messages = MessageFactory.create_batch(40)

    outcomes = threads(lambda: [send_due_messages() for _ in range(3)], times=4)

    assert errors(outcomes) == []
    sent = sorted(one["To"].addresses[0].addr_spec for one in mail_server.received)
    assert sent == sorted(message.to_email for message in messages)
    assert set(Message.objects.values_list("state", "tries")) == {("sent", 1)}


def test_eight_workers_that_reach_for_one_message_give_it_to_one(threads):
    message = MessageFactory()

    outcomes = threads(claim_next, times=8)

    assert errors(outcomes) == []
    assert [one.result for one in outcomes if one.result] == [message]
    assert Message.objects.get().tries == 1


def test_no_row_is_locked_while_the_server_is_slow(mail_server):
    """Sending stands outside any transaction, so others may write to the row meanwhile."""
    mail_server.hang = True
    message = MessageFactory()
    worker = threading.Thread(target=lambda: (send_due_messages(), connection.close()))
    worker.start()
    assert mail_server.reached.wait(10)

    began = time.monotonic()
    Message.objects.filter(pk=message.pk).update(about="core.user:1")
    took = time.monotonic() - began
    mail_server.hang = False
    worker.join(10)

    assert took < 1
    message.refresh_from_db()
    assert (message.state, message.about) == ("sent", "core.user:1")


def test_six_workers_run_a_due_job_once(monkeypatch, threads):
    ran: list[int] = []
    monkeypatch.setattr(periodic, "_jobs", {})
    periodic.register("count", every=sending.LEASE, function=lambda: ran.append(1))

    outcomes = threads(periodic.run_due_jobs, times=6)

    assert errors(outcomes) == []
    assert ran == [1]
    assert PeriodicRun.objects.get().error == ""
