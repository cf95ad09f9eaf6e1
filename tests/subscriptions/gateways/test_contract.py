"""What every gateway keeps to. The same tests run against memory and, over HTTP by Stripe's own
library, against the double."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from subscriptions.gateways.base import (
    CheckoutNotFound,
    CheckoutState,
    CheckoutStatus,
    GatewayError,
    GatewayUnavailable,
    PaymentStatus,
)
from tests.subscriptions.gateways.payers import eventually


def test_contract_new_checkout_is_open_and_unpaid(both, make_order):
    gateway, _ = both
    page = gateway.start_checkout(make_order())

    assert gateway.fetch_checkout(page.gateway_id) == CheckoutState(
        gateway_id=page.gateway_id,
        reference="7a0e4b5c-order",
        status=CheckoutStatus.OPEN,
        payment_status=PaymentStatus.UNPAID,
        amount_pence=125_000,
        currency="gbp",
        payment_reference="",
        livemode=False,
    )
    assert page.url.endswith(page.gateway_id)


def test_contract_paid_checkout_is_complete_with_a_payment(both, make_order):
    gateway, payer = both
    page = gateway.start_checkout(make_order())

    payer.pay(page)

    state = gateway.fetch_checkout(page.gateway_id)
    assert (state.status, state.is_paid) == (CheckoutStatus.COMPLETE, True)
    assert state.payment_reference.startswith("pi_")


def test_contract_declined_card_leaves_it_open_for_another(both, make_order):
    gateway, payer = both
    page = gateway.start_checkout(make_order())

    payer.decline(page)
    state = gateway.fetch_checkout(page.gateway_id)
    assert (state.status, state.is_paid) == (CheckoutStatus.OPEN, False)

    payer.pay(page)
    assert gateway.fetch_checkout(page.gateway_id).is_paid


@pytest.mark.parametrize("succeeds", [True, False])
def test_contract_bank_debit_is_complete_before_it_is_paid(both, make_order, succeeds):
    gateway, payer = both
    page = gateway.start_checkout(make_order())

    payer.pay_by_bank(page, succeeds=succeeds)

    state = eventually(gateway, page.gateway_id, lambda state: state.is_paid == succeeds)
    assert (state.status, state.is_paid) == (CheckoutStatus.COMPLETE, succeeds)


def test_contract_same_key_gives_the_same_page(both, make_order):
    gateway, payer = both

    assert gateway.start_checkout(make_order()) == gateway.start_checkout(make_order())
    assert payer.made() == 1


def test_contract_same_key_gives_the_same_page_after_payment(both, make_order):
    gateway, payer = both
    page = gateway.start_checkout(make_order())
    payer.pay(page)

    assert gateway.start_checkout(make_order()) == page


def test_contract_another_key_gives_another_page(both, make_order):
    gateway, payer = both
    first = gateway.start_checkout(make_order())

    assert gateway.start_checkout(make_order(idempotency_key="key-2")) != first
    assert payer.made() == 2


def test_contract_same_key_with_other_details_is_refused(both, make_order):
    gateway, payer = both
    order = make_order()
    gateway.start_checkout(order)

    with pytest.raises(GatewayError) as refusal:
        gateway.start_checkout(replace(order, amount_pence=1_000))

    assert not isinstance(refusal.value, GatewayUnavailable)
    assert payer.made() == 1


def test_contract_lost_answer_then_same_key_makes_one_checkout(both, make_order):
    gateway, payer = both
    payer.lose_next_reply()

    with pytest.raises(GatewayUnavailable):
        gateway.start_checkout(make_order())
    page = gateway.start_checkout(make_order())

    assert payer.made() == 1
    assert gateway.fetch_checkout(page.gateway_id).status == CheckoutStatus.OPEN


def test_contract_refused_order_leaves_its_key_free(both, make_order):
    gateway, _ = both

    with pytest.raises(GatewayError):
        gateway.start_checkout(make_order(amount_pence=29))

    assert gateway.start_checkout(make_order(amount_pence=30)).gateway_id


def test_contract_expired_checkout_takes_no_payment(both, make_order):
    gateway, _ = both
    page = gateway.start_checkout(make_order())

    assert gateway.expire_checkout(page.gateway_id).status == CheckoutStatus.EXPIRED
    assert gateway.expire_checkout(page.gateway_id).status == CheckoutStatus.EXPIRED
    assert gateway.fetch_checkout(page.gateway_id).status == CheckoutStatus.EXPIRED


def test_contract_expiring_a_paid_checkout_tells_that_it_is_paid(both, make_order):
    gateway, payer = both
    page = gateway.start_checkout(make_order())
    payer.pay(page)

    state = gateway.expire_checkout(page.gateway_id)

    assert (state.status, state.is_paid) == (CheckoutStatus.COMPLETE, True)


@pytest.mark.parametrize(
    "gateway_id", ["cs_test_nobody", "", "../events/evt_1", "cs_é", "cs_1\x00"]
)
def test_contract_unknown_checkout_is_not_found(both, gateway_id):
    gateway, _ = both

    with pytest.raises(CheckoutNotFound):
        gateway.fetch_checkout(gateway_id)
    with pytest.raises(CheckoutNotFound):
        gateway.expire_checkout(gateway_id)


def test_contract_order_without_an_email_but_with_a_deadline_is_taken(both, make_order):
    gateway, _ = both
    deadline = datetime.now(UTC) + timedelta(hours=1)

    page = gateway.start_checkout(make_order(customer_email="", expires_at=deadline))

    assert gateway.fetch_checkout(page.gateway_id).status == CheckoutStatus.OPEN


def test_contract_double_and_memory_move_no_money(both):
    gateway, _ = both

    assert (gateway.moves_no_money, gateway.livemode) == (True, False)
