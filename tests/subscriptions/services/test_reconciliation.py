"""What lost webhooks and crashes left is made good once; a dry run only says so (SAFETY 25, 26)."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from subscriptions.gateways import DisputeStatus, RefundStatus
from subscriptions.models import CardDispute, CardOrder, CardRefund, CreditNote, Payment
from subscriptions.services.reconciliation import reconcile
from subscriptions.services.refunds import refund_card
from tests.plugins.races import errors
from tests.subscriptions.cards import open_order, paid_order

pytestmark = pytest.mark.django_db


def run(**options):
    """What the command prints, line by line, and whether it ended well."""
    out = StringIO()
    try:
        call_command("reconcile_payments", stdout=out, **options)
    except CommandError:
        return [*out.getvalue().splitlines(), "FAULT"]
    return out.getvalue().splitlines()


def back(order, pence=5_000):
    return refund_card(order, amount_pence=pence, reason="By mistake.", by=None)


def counted():
    return [model.objects.count() for model in (Payment, CardRefund, CardDispute, CreditNote)]


@pytest.fixture
def later():
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        yield


@pytest.mark.usefixtures("later")
def test_four_days_without_webhooks_are_repaired_once(memory_gateway):
    """SAFETY 26: a payment, a refund made at the provider, a dispute that was lost."""
    with time_machine.travel(timezone.now() - timedelta(days=4)):
        order, other = open_order(memory_gateway), paid_order(memory_gateway)
    memory_gateway.refund_there(other.payment_reference, 5_000)
    dispute = memory_gateway.dispute(other.payment_reference, 10_000)
    memory_gateway.decide(dispute.gateway_id, DisputeStatus.LOST)
    before = counted()

    assert run(since=timezone.now(), dry_run=True)[-1].endswith("0 with a fault.")
    dry = run(dry_run=True)
    assert (counted(), CardOrder.objects.get(pk=order.pk).state) == (before, "open")
    assert f"order {order.reference}: open -> paid" in dry
    assert "4 would change" in dry[-1]

    done = run()
    assert [line.split(":")[-1].strip() for line in done[:-1]] == ["open -> paid", "found", "lost"]
    assert counted() == [4, 1, 1, 0]
    again = run()
    assert (len(again), " 0 changed, 0 with a fault." in again[0]) == (1, True)
    assert counted() == [4, 1, 1, 0]


def test_refund_whose_answer_was_lost_is_asked_for_again_with_its_key(memory_gateway):
    """SAFETY 25: the provider had made it; the same key gives it back once."""
    order = paid_order(memory_gateway)
    memory_gateway.loses_next_reply = True
    refund = back(order)
    assert (refund.state, len(memory_gateway.refunds)) == ("asked", 1)
    assert reconcile(since=None).changes == []  # the webhook may still come
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert run(dry_run=True)[0] == f"refund {refund.reference}: would be asked for again"
        assert len(reconcile(since=None).changes) == 1
        assert reconcile(since=None).changes == []
    refund.refresh_from_db()
    assert (refund.state, len(memory_gateway.refunds)) == ("done", 1)


@pytest.mark.usefixtures("later")
def test_refund_older_than_its_key_is_looked_up_first(memory_gateway):
    """SAFETY 25: the provider forgets keys after a day."""
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        order = paid_order(memory_gateway)
        memory_gateway.loses_next_reply = True
        refund = back(order)
    memory_gateway._refunds_by_key.clear()
    reconcile(since=None)
    refund.refresh_from_db()
    assert (refund.state, len(memory_gateway.refunds)) == ("done", 1)


@pytest.mark.usefixtures("later")
def test_refund_that_was_never_asked_for_is_asked_for(memory_gateway):
    """The process died between our row and the call."""
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        order = paid_order(memory_gateway)
        memory_gateway.unavailable = True
        refund = back(order)
    memory_gateway.unavailable = False
    assert (refund.state, memory_gateway.refunds) == ("asked", {})
    reconcile(since=None)
    refund.refresh_from_db()
    assert (refund.state, len(memory_gateway.refunds)) == ("done", 1)


def test_refund_and_dispute_under_way_are_asked_after(memory_gateway):
    memory_gateway.refunds_wait = True
    refund = back(paid_order(memory_gateway))
    dispute = memory_gateway.dispute(refund.order.payment_reference, 10_000)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert len(run()) == 2
        memory_gateway.answer_refund(refund.gateway_id, RefundStatus.SUCCEEDED)
        memory_gateway.decide(dispute.gateway_id, DisputeStatus.WON)
        assert len(reconcile(since=None).changes) == 2
    refund.refresh_from_db()
    assert (refund.state, CardDispute.objects.get().state) == ("done", "won")


def test_fault_is_told_and_ends_in_an_error(memory_gateway, settings):
    order = open_order(memory_gateway)
    CardOrder.objects.filter(pk=order.pk).update(gateway_id="cs_test_gone")
    other = open_order(memory_gateway)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        lines = run()
        assert f"order {other.reference}: open -> paid" in lines
        assert f"order {order.reference}: no such checkout" in lines
        memory_gateway.unavailable = True
        away = run()
    assert (lines[-1], away[-1], away[0].startswith("provider: no answer")) == (
        "FAULT",
        "FAULT",
        True,
    )
    settings.PAYMENT_GATEWAY = settings.STRIPE_SECRET_KEY = ""
    assert run() == ["Card payment is switched off: nothing to do."]


@pytest.mark.postgres
def test_three_workers_at_once_change_each_thing_once(memory_gateway, threads):
    order = open_order(memory_gateway)
    other = paid_order(memory_gateway)
    memory_gateway.loses_next_reply = True
    back(other)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        outcomes = threads(lambda: reconcile(since=timezone.now()), times=3)
    assert errors(outcomes) == []
    order.refresh_from_db()
    assert (order.state, len(memory_gateway.refunds)) == ("paid", 1)
    assert counted() == [3, 1, 0, 1]
