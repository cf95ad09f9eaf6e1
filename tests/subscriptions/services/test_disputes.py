"""A cardholder disputes a payment, and the bank decides (SAFETY 13, 27)."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.models import Message
from directory.enums import Role
from subscriptions.gateways import DisputeStatus
from subscriptions.models import CardDispute, CardOrder, CardRefund, Invoice, Payment
from tests.plugins.examples import MONEY_EXAMPLES
from tests.subscriptions.cards import hear, open_order, paid_order
from tests.subscriptions.people import person

pytestmark = pytest.mark.django_db


def disputed(gateway, order, status=None):
    dispute = gateway.dispute(order.payment_reference, 15_000)
    hear(gateway, dispute.gateway_id, "charge.dispute.created")
    if status:
        gateway.decide(dispute.gateway_id, status)
        hear(gateway, dispute.gateway_id, "charge.dispute.closed")
    return dispute


def state_of(order):
    invoice = Invoice.objects.get()
    order.refresh_from_db()
    return invoice.state, invoice.paid_pence, order.returned_pence


def test_finance_is_told_once_that_it_is_open_and_once_how_it_ended(memory_gateway):
    finance, order = person(Role.FINANCE), paid_order(memory_gateway)
    dispute = disputed(memory_gateway, order)
    assert hear(memory_gateway, dispute.gateway_id, "charge.dispute.updated") == "nothing new"
    assert (CardDispute.objects.get().state, state_of(order)) == ("open", ("paid", 15_000, 0))
    memory_gateway.decide(dispute.gateway_id, DisputeStatus.LOST)
    assert hear(memory_gateway, dispute.gateway_id, "charge.dispute.closed") == "lost"
    assert hear(memory_gateway, dispute.gateway_id, "charge.dispute.closed") == "nothing new"
    told = Message.objects.filter(kind="card_notice", to_email=finance.email)
    assert ["was lost" in each.text_body for each in told.order_by("pk")] == [False, True]


def test_lost_takes_the_money_off_the_invoice_and_nothing_else(memory_gateway):
    """What it paid for stays as it was: nobody's booking or register is touched."""
    order = paid_order(memory_gateway)
    disputed(memory_gateway, order, DisputeStatus.LOST)
    assert state_of(order) == ("issued", 0, 15_000)
    assert Payment.objects.get(kind="taken_back").amount_pence == -15_000
    order.subscription.refresh_from_db()
    assert order.subscription.state == "active"


def test_won_leaves_the_money_and_an_appeal_brings_it_back(memory_gateway):
    order = paid_order(memory_gateway)
    disputed(memory_gateway, order, DisputeStatus.WON)
    assert state_of(order) == ("paid", 15_000, 0)
    dispute = disputed(memory_gateway, order, DisputeStatus.LOST)
    memory_gateway.decide(dispute.gateway_id, DisputeStatus.WON)
    assert hear(memory_gateway, dispute.gateway_id, "charge.dispute.updated") == "won"
    assert state_of(order) == ("paid", 15_000, 0)


def test_dispute_of_no_payment_of_ours_grants_nothing(memory_gateway):
    dispute = memory_gateway.dispute("pi_of_somebody_else", 1)
    outcome = hear(memory_gateway, dispute.gateway_id, "charge.dispute.created")
    assert (outcome, CardDispute.objects.exists()) == ("no order of ours", False)


EVENTS = ("completed", "succeeded", "refunded", "refund", "disputed", "closed")


@hypothesis_settings(
    max_examples=MONEY_EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order_of_events=st.permutations(EVENTS), twice=st.booleans())
def test_every_order_of_payment_refund_and_dispute_comes_to_one_end(
    memory_gateway, db, order_of_events, twice
):
    """SAFETY 13: at the provider £50 went back and a dispute of the rest was lost; the webhooks
    tell of all that in any order, even before that of the payment."""
    with transaction.atomic():
        order = open_order(memory_gateway)
        payment = memory_gateway.fetch_checkout(order.gateway_id).payment_reference
        refund = memory_gateway.refund_there(payment, 5_000)
        dispute = memory_gateway.dispute(payment, 10_000)
        memory_gateway.decide(dispute.gateway_id, DisputeStatus.LOST)
        told = {
            "completed": (order.gateway_id, "checkout.session.completed"),
            "succeeded": (order.gateway_id, "checkout.session.async_payment_succeeded"),
            "refunded": (payment.replace("pi_", "ch_"), "charge.refunded"),
            "refund": (refund.gateway_id, "refund.updated"),
            "disputed": (dispute.gateway_id, "charge.dispute.created"),
            "closed": (dispute.gateway_id, "charge.dispute.closed"),
        }
        for name in [*order_of_events, *order_of_events] if twice else order_of_events:
            hear(memory_gateway, *told[name], event_id=f"evt_{name}")
        rows = sorted(Payment.objects.values_list("amount_pence", "kind"))
        assert rows == [(-10_000, "taken_back"), (-5_000, "given_back"), (15_000, "received")]
        assert CardOrder.objects.get().returned_pence == 15_000
        assert (CardRefund.objects.get().state, CardDispute.objects.get().state) == ("done", "lost")
        assert Invoice.objects.get().state == "issued"
        transaction.set_rollback(True)
