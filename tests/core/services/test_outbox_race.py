"""Transactions that queue the same message at once, on PostgreSQL with real threads."""

import pytest
from django.db import transaction

from core.models import Message
from core.services.outbox import queue_message
from tests.plugins.races import errors

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("mail_words")]


def queue() -> int:
    with transaction.atomic():
        message = queue_message(kind="hello", to_email="nell@example.org", once_key="once")
        # Still usable: the losing insert must not have spoilt the caller's transaction.
        assert Message.objects.filter(pk=message.pk).exists()
        return message.pk


def test_eight_at_once_with_one_key_make_one_message(threads):
    outcomes = threads(queue, times=8)

    assert errors(outcomes) == []
    assert Message.objects.count() == 1
    assert [outcome.result for outcome in outcomes] == [Message.objects.get().pk] * 8
