"""Sending a school to the provider's page: one page, whatever happens on the way."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from subscriptions.enums import OrderState
from subscriptions.gateways.base import GatewayError
from subscriptions.models import CardOrder, Payment
from subscriptions.refusals import (
    CardHeld,
    CardPending,
    CardsNotAccepted,
    CardUnavailable,
    NothingOwed,
    SubscriptionEnded,
)
from subscriptions.services.card_payments import may_pay_by_card, start_card_payment
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from tests.factories.core import UserFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription():
    return SubscriptionFactory(priced=True)


def start(subscription):
    return start_card_payment(subscription, by=UserFactory())


def test_order_says_what_is_owed_and_leads_to_the_page(subscription, memory_gateway):
    url = start(subscription)
    order = CardOrder.objects.get()
    asked = memory_gateway.orders[0]
    assert url == order.gateway_url
    assert (order.state, order.amount_pence) == (OrderState.OPEN, 15_000)
    assert (asked.reference, asked.amount_pence) == (str(order.reference), 15_000)
    assert asked.customer_email == "finance@example.org"
    assert str(order.reference) in asked.success_url


def test_pressed_twice_leads_to_one_page(subscription, memory_gateway):
    assert start(subscription) == start(subscription)
    assert len(memory_gateway.orders) == 1


def test_lost_answer_is_asked_for_again_with_the_same_words(subscription, memory_gateway):
    memory_gateway.loses_next_reply = True
    with pytest.raises(CardUnavailable):
        start(subscription)
    order = CardOrder.objects.get()
    assert (order.state, order.gateway_id) == (OrderState.OPEN, "")
    subscription.finance_email = "another@example.org"
    subscription.save()

    assert start(subscription)
    assert CardOrder.objects.get() == order
    assert len(memory_gateway.orders) == 1


def test_provider_that_is_away_is_a_refusal(subscription, memory_gateway):
    memory_gateway.unavailable = True
    with pytest.raises(CardUnavailable):
        start(subscription)
    assert not Payment.objects.exists()


def test_provider_that_refuses_is_not_asked_the_same_for_ever(
    subscription, memory_gateway, monkeypatch
):
    def refuse(order):
        raise GatewayError("no")

    with monkeypatch.context() as patched:
        patched.setattr(memory_gateway, "start_checkout", refuse)
        with pytest.raises(CardUnavailable):
            start(subscription)
    assert CardOrder.objects.get().state == OrderState.EXPIRED
    assert start(subscription)


def test_lapsed_page_gives_way_to_a_new_order(subscription, memory_gateway):
    first = start(subscription)
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        second = start(subscription)
    assert first != second
    assert sorted(CardOrder.objects.values_list("state", flat=True)) == ["expired", "open"]


def test_order_whose_answer_was_lost_long_ago_gives_way(subscription, memory_gateway):
    memory_gateway.loses_next_reply = True
    with pytest.raises(CardUnavailable):
        start(subscription)
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        start(subscription)
    assert sorted(CardOrder.objects.values_list("state", flat=True)) == ["expired", "open"]


def test_another_amount_closes_the_old_page(subscription, memory_gateway):
    issue_invoice(subscription, by=None)
    start(subscription)
    old = CardOrder.objects.get()
    record_payment(
        subscription,
        amount_pence=5_000,
        method="bacs",
        received_on=timezone.localdate(),
        by=None,
    )
    start(subscription)
    assert memory_gateway.fetch_checkout(old.gateway_id).status == "expired"
    assert CardOrder.objects.get(state=OrderState.OPEN).amount_pence == 10_000


def test_page_paid_meanwhile_settles_instead_of_asking_again(subscription, memory_gateway):
    start(subscription)
    memory_gateway.pay(CardOrder.objects.get().gateway_id)
    with pytest.raises(NothingOwed):
        start(subscription)
    subscription.refresh_from_db()
    assert subscription.state == "active"


def test_pending_payment_is_not_paid_twice(subscription, memory_gateway):
    start(subscription)
    memory_gateway.pay_later(CardOrder.objects.get().gateway_id)
    with pytest.raises(CardPending):
        start(subscription)


def test_held_payment_is_for_the_office_first(subscription):
    start(subscription)
    CardOrder.objects.update(state=OrderState.HELD)
    with pytest.raises(CardHeld):
        start(subscription)


def test_ended_subscription_is_refused():
    with pytest.raises(SubscriptionEnded):
        start(SubscriptionFactory(cancelled=True))


def test_earlier_record_without_an_amount_owes_nothing():
    with pytest.raises(NothingOwed):
        start(SubscriptionFactory(source="history"))


def test_amount_below_what_a_card_takes_is_refused():
    with pytest.raises(CardsNotAccepted):
        start(SubscriptionFactory(priced=True, price_pence=29))


def test_without_a_key_there_is_no_card_payment(subscription, settings):
    settings.PAYMENT_GATEWAY = settings.STRIPE_SECRET_KEY = ""
    assert may_pay_by_card(subscription) is False
    with pytest.raises(CardsNotAccepted):
        start(subscription)


@pytest.mark.postgres
def test_five_tabs_have_one_open_order_and_one_page(subscription, memory_gateway, threads):
    by = UserFactory()
    outcomes = threads(lambda: start_card_payment(subscription, by=by), times=5)
    assert errors(outcomes) == []
    assert len({outcome.result for outcome in outcomes}) == 1
    assert CardOrder.objects.count() == 1
