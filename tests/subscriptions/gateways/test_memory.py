"""The helpers of the gateway in memory that the contract does not reach."""

from datetime import UTC, datetime, timedelta

import pytest

from subscriptions.gateways.base import (
    BadSignature,
    CheckoutStatus,
    GatewayError,
    GatewayUnavailable,
)
from subscriptions.gateways.memory import MemoryGateway


@pytest.fixture
def gateway():
    return MemoryGateway(webhook_secret="whsec_for_tests", webhook_tolerance=300)


def test_memory_keeps_the_orders_it_was_given(gateway, make_order):
    order = make_order()

    gateway.start_checkout(order)

    assert gateway.orders == [order]


def test_memory_can_be_unavailable(gateway, make_order):
    page = gateway.start_checkout(make_order())
    gateway.unavailable = True

    for call in (
        lambda: gateway.start_checkout(make_order()),
        lambda: gateway.fetch_checkout(page.gateway_id),
        lambda: gateway.expire_checkout(page.gateway_id),
    ):
        with pytest.raises(GatewayUnavailable):
            call()


def test_memory_can_tell_another_amount(gateway, make_order):
    page = gateway.start_checkout(make_order())

    gateway.alter(page.gateway_id, amount_pence=1)

    assert gateway.fetch_checkout(page.gateway_id).amount_pence == 1


@pytest.mark.parametrize("verb", ["pay", "pay_later", "decline"])
def test_memory_takes_no_payment_on_an_expired_checkout(gateway, make_order, verb):
    page = gateway.start_checkout(make_order())
    gateway.expire(page.gateway_id)

    with pytest.raises(GatewayError):
        getattr(gateway, verb)(page.gateway_id)


def test_memory_takes_no_second_payment(gateway, make_order):
    page = gateway.start_checkout(make_order())
    gateway.pay(page.gateway_id)

    with pytest.raises(GatewayError):
        gateway.pay(page.gateway_id)


def test_memory_checkout_runs_out_by_itself(gateway, make_order):
    past = datetime.now(UTC) - timedelta(seconds=1)
    page = gateway.start_checkout(make_order(expires_at=past))

    assert gateway.fetch_checkout(page.gateway_id).status == CheckoutStatus.EXPIRED
    with pytest.raises(GatewayError):
        gateway.pay(page.gateway_id)


def test_memory_event_can_be_too_old(gateway):
    sent = gateway.event_for("cs_test_1", signed_at=1_000_000_000)

    with pytest.raises(BadSignature):
        gateway.read_event(sent.payload, sent.signature)


def test_memory_events_have_their_own_ids(gateway):
    first, second = (gateway.event_for("cs_test_1") for _ in range(2))

    ids = {gateway.read_event(sent.payload, sent.signature).id for sent in (first, second)}
    assert len(ids) == 2
