"""What the provider says comes to one end, in whatever order and however often it is said."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from core.models import Message
from directory.enums import Role
from subscriptions.enums import InvoiceState
from subscriptions.gateways.base import GatewayUnavailable
from subscriptions.models import CardOrder, GatewayEvent, Invoice, Payment
from subscriptions.refusals import ReasonMissing
from subscriptions.services import settlements
from subscriptions.services.card_events import WrongMode, receive_event
from subscriptions.services.card_payments import start_card_payment
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from subscriptions.services.reconciliation import reconcile
from subscriptions.services.settlements import close_held_order, settle_order
from subscriptions.services.subscriptions import cancel_subscription
from tests.factories.core import UserFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.plugins.examples import MONEY_EXAMPLES
from tests.plugins.races import errors
from tests.subscriptions.people import person

pytestmark = pytest.mark.django_db

COMPLETED = "checkout.session.completed"
SUCCEEDED = "checkout.session.async_payment_succeeded"
FAILED = "checkout.session.async_payment_failed"
EXPIRED = "checkout.session.expired"
INTENT = "payment_intent.succeeded"


@pytest.fixture
def order():
    start_card_payment(SubscriptionFactory(priced=True), by=UserFactory())
    return CardOrder.objects.get()


@pytest.fixture
def tell(memory_gateway):
    """`tell(order, kind)`: the provider's webhook arrives."""

    def arrive(order, kind=COMPLETED, **changes):
        sent = memory_gateway.event_for(order.gateway_id, kind, **changes)
        return receive_event(memory_gateway.read_event(sent.payload, sent.signature))

    return arrive


def ours_changed():
    """How many things the worker's regular look has changed."""
    return len(reconcile(since=None).changes)


def end_state(order):
    """Everything that a payment may move."""
    order.refresh_from_db()
    subscription = order.subscription
    subscription.refresh_from_db()
    return {
        "order": order.state,
        "subscription": subscription.state,
        "payments": list(Payment.objects.values_list("amount_pence", "method")),
        "invoices": list(Invoice.objects.values_list("state", flat=True)),
        "receipts": Message.objects.filter(kind="payment_received").count(),
        "told": Message.objects.filter(kind="card_payment_failed").count(),
    }


PAID = {
    "order": "paid",
    "subscription": "active",
    "payments": [(15_000, "card")],
    "invoices": [InvoiceState.PAID],
    "receipts": 2,
    "told": 0,
}
UNTOUCHED = {
    "order": "open",
    "subscription": "applied",
    "payments": [],
    "invoices": [],
    "receipts": 0,
    "told": 0,
}


def test_paid_order_activates_the_subscription(order, memory_gateway, tell):
    memory_gateway.pay(order.gateway_id)
    assert tell(order) == "paid"
    assert end_state(order) == PAID
    assert order.subscription.active_from == timezone.localdate()
    assert order.payment_reference == Payment.objects.get().reference
    assert GatewayEvent.objects.get().outcome == "paid"


def test_invoice_issued_before_is_paid_by_the_card(order, memory_gateway, tell):
    invoice = issue_invoice(order.subscription, by=None)
    memory_gateway.pay(order.gateway_id)
    tell(order)
    assert Payment.objects.get().invoice == invoice
    assert Invoice.objects.get().state == InvoiceState.PAID


def test_same_event_again_changes_nothing(order, memory_gateway, tell):
    memory_gateway.pay(order.gateway_id)
    tell(order, event_id="evt_1")
    assert tell(order, event_id="evt_1") == "duplicate"
    assert end_state(order) == PAID


def test_crash_before_the_end_leaves_the_event_to_the_next_delivery(
    order, memory_gateway, tell, monkeypatch
):
    """SAFETY 12."""
    memory_gateway.pay(order.gateway_id)

    def die(payment):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(settlements, "send_receipt", die)
        with pytest.raises(SystemExit):
            tell(order, event_id="evt_1")
    assert end_state(order) == UNTOUCHED
    assert not GatewayEvent.objects.exists()

    tell(order, event_id="evt_1")
    assert end_state(order) == PAID


def test_unpaid_is_pending_until_the_bank_answers(order, memory_gateway, tell):
    """SAFETY 22."""
    memory_gateway.pay_later(order.gateway_id)
    assert tell(order) == "pending"
    assert end_state(order) == {**UNTOUCHED, "order": "pending"}
    memory_gateway.settle(order.gateway_id, succeeded=True)
    tell(order, SUCCEEDED)
    assert end_state(order) == PAID


def test_bank_that_refuses_is_told_to_the_school(order, memory_gateway, tell):
    memory_gateway.pay_later(order.gateway_id)
    memory_gateway.settle(order.gateway_id, succeeded=False)
    assert tell(order, FAILED) == "failed"
    assert tell(order) == "nothing new"
    assert end_state(order) == {**UNTOUCHED, "order": "failed", "told": 2}
    assert start_card_payment(order.subscription, by=None)


def test_opened_page_and_other_kinds_grant_nothing(order, tell):
    assert tell(order) == "nothing new"
    assert tell(order, INTENT) == "not for us"
    assert end_state(order) == UNTOUCHED


def test_lapsed_page_is_expired(order, memory_gateway, tell):
    memory_gateway.expire(order.gateway_id)
    assert tell(order, EXPIRED) == "expired"
    assert end_state(order) == {**UNTOUCHED, "order": "expired"}


@pytest.mark.parametrize(
    "altered",
    [
        {"amount_pence": 1},
        {"currency": "eur"},
        {"livemode": True},
    ],
)
def test_what_differs_from_the_order_is_held(order, memory_gateway, tell, altered):
    """SAFETY 23."""
    memory_gateway.pay(order.gateway_id)
    memory_gateway.alter(order.gateway_id, **altered)
    assert tell(order) == "held"
    assert end_state(order) == {**UNTOUCHED, "order": "held"}
    assert order.held_reason
    memory_gateway.alter(order.gateway_id, amount_pence=15_000, currency="gbp", livemode=False)
    assert tell(order) == "was held"


def test_checkout_that_names_another_order_is_held(order, memory_gateway, tell):
    other = SubscriptionFactory(priced=True)
    start_card_payment(other, by=None)
    memory_gateway.pay(order.gateway_id)
    memory_gateway.alter(order.gateway_id, reference=str(other.card_orders.get().reference))
    assert tell(order) == "held"
    other.refresh_from_db()
    assert other.state == "applied"


@pytest.mark.parametrize("reference", ["", "not-an-id", "7f0f1c3e-0000-4000-8000-000000000000"])
def test_checkout_of_no_order_of_ours_grants_nothing(order, memory_gateway, tell, reference):
    """SAFETY 20."""
    memory_gateway.pay(order.gateway_id)
    memory_gateway.alter(order.gateway_id, reference=reference)
    CardOrder.objects.update(gateway_id="")
    assert tell(order) == "no order of ours"
    assert not Payment.objects.exists()


def test_unknown_checkout_grants_nothing(order, memory_gateway):
    sent = memory_gateway.event_for("cs_test_unknown")
    outcome = receive_event(memory_gateway.read_event(sent.payload, sent.signature))
    assert outcome == "no order of ours"


def test_event_that_overtakes_the_answer_finds_its_order(order, memory_gateway, tell):
    memory_gateway.pay(order.gateway_id)
    CardOrder.objects.update(gateway_id="", gateway_url="")
    tell(order)
    gateway_id = order.gateway_id
    assert end_state(order) == PAID
    assert order.gateway_id == gateway_id


def test_event_of_the_other_mode_is_refused(order, memory_gateway, tell):
    """SAFETY 19."""
    memory_gateway.pay(order.gateway_id)
    with pytest.raises(WrongMode):
        tell(order, livemode=True)
    assert not GatewayEvent.objects.exists()
    assert end_state(order) == UNTOUCHED


def test_provider_that_is_away_leaves_nothing_written(order, memory_gateway, tell):
    memory_gateway.unavailable = True
    with pytest.raises(GatewayUnavailable):
        tell(order)
    assert not GatewayEvent.objects.exists()


def test_paid_twice_is_one_subscription_with_a_surplus_that_finance_is_told_of(
    order, memory_gateway, tell
):
    """SAFETY 28."""
    finance = person(Role.FINANCE)
    invoice = issue_invoice(order.subscription, by=None)
    record_payment(
        order.subscription,
        amount_pence=15_000,
        method="bacs",
        received_on=timezone.localdate(),
        by=None,
    )
    memory_gateway.pay(order.gateway_id)
    assert tell(order) == "paid"
    after = Invoice.objects.get()
    assert (after, after.state, after.surplus_pence) == (invoice, "paid", 15_000)
    assert [after] == list(Invoice.objects.with_surplus())
    told = Message.objects.get(kind="card_notice")
    assert (told.to_email, "£150.00 stands as a surplus" in told.text_body) == (finance.email, True)


def test_paid_after_the_end_is_held(order, memory_gateway, tell):
    cancel_subscription(order.subscription, reason="By mistake.", by=None)
    memory_gateway.pay(order.gateway_id)
    assert tell(order) == "held"
    order.subscription.refresh_from_db()
    assert order.subscription.state == "cancelled"


def test_held_order_is_closed_with_a_note_and_never_moves_again(order, memory_gateway, tell):
    memory_gateway.pay(order.gateway_id)
    memory_gateway.alter(order.gateway_id, amount_pence=1)
    tell(order)
    by = UserFactory()
    with pytest.raises(ReasonMissing):
        close_held_order(order, note=" ", by=by)
    close_held_order(order, note="Refunded.", by=by)
    close_held_order(order, note="Refunded again.", by=by)
    memory_gateway.alter(order.gateway_id, amount_pence=15_000)
    assert tell(order) == "was failed"
    order.refresh_from_db()
    assert order.held_reason.endswith("Refunded.")
    closed = ModelLogEntry.objects.filter(action="card_order.closed")
    assert [entry.user_id for entry in closed] == [by.pk]


def test_lost_webhook_is_made_good_by_the_sweep(order, memory_gateway):
    """SAFETY 26."""
    memory_gateway.pay(order.gateway_id)
    assert ours_changed() == 0  # too early: the webhook may still come
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert ours_changed() == 1
        assert ours_changed() == 0
    assert end_state(order) == PAID


def test_sweep_stops_when_the_provider_is_away(order, memory_gateway):
    memory_gateway.unavailable = True
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert ours_changed() == 0
    assert end_state(order) == UNTOUCHED


def test_one_fault_stops_no_other_order(order, memory_gateway):
    other = SubscriptionFactory(priced=True)
    start_card_payment(other, by=None)
    memory_gateway.pay(other.card_orders.get().gateway_id)
    CardOrder.objects.filter(pk=order.pk).update(gateway_id="cs_test_gone")
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert ours_changed() == 1


def test_settling_twice_pays_once(order, memory_gateway):
    memory_gateway.pay(order.gateway_id)
    settle_order(order)
    settle_order(order)
    assert end_state(order) == PAID


@hypothesis_settings(
    max_examples=MONEY_EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    kinds=st.permutations([COMPLETED, SUCCEEDED, FAILED, INTENT, "charge.updated"]),
    twice=st.booleans(),
)
def test_every_order_of_events_comes_to_one_end(memory_gateway, db, kinds, twice):
    """SAFETY 13, 14: the bank has answered yes, and the events tell of it in any order."""
    with transaction.atomic():
        start_card_payment(SubscriptionFactory(priced=True), by=None)
        order = CardOrder.objects.get()
        memory_gateway.pay_later(order.gateway_id)
        memory_gateway.settle(order.gateway_id, succeeded=True)
        for kind in [*kinds, *kinds] if twice else kinds:
            sent = memory_gateway.event_for(order.gateway_id, kind, event_id=f"evt_{kind}")
            receive_event(memory_gateway.read_event(sent.payload, sent.signature))
        assert end_state(order) == PAID
        transaction.set_rollback(True)


@pytest.mark.postgres
def test_same_event_five_times_at_once_pays_once(order, memory_gateway, threads):
    """SAFETY 11."""
    memory_gateway.pay(order.gateway_id)
    sent = memory_gateway.event_for(order.gateway_id, event_id="evt_1")
    event = memory_gateway.read_event(sent.payload, sent.signature)
    outcomes = threads(lambda: receive_event(event), times=5)
    assert errors(outcomes) == []
    assert sorted(outcome.result for outcome in outcomes) == ["duplicate"] * 4 + ["paid"]
    assert end_state(order) == PAID
    paid = ModelLogEntry.objects.filter(action="card_order.paid")
    assert paid.count() == 1


@pytest.mark.postgres
def test_five_events_and_the_sweep_at_once_pay_once(order, memory_gateway, threads):
    memory_gateway.pay(order.gateway_id)
    sent = [memory_gateway.event_for(order.gateway_id) for _ in range(5)]
    events = [memory_gateway.read_event(one.payload, one.signature) for one in sent]
    calls = [lambda event=event: receive_event(event) for event in events]
    outcomes = threads([*calls, lambda: settle_order(order)])
    assert errors(outcomes) == []
    assert end_state(order) == PAID
