"""What every gateway keeps to when money goes back: in memory, and over HTTP on the double."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

import pytest

from subscriptions.gateways.base import (
    DisputeStatus,
    GatewayError,
    GatewayRefused,
    GatewayUnavailable,
    NotKnown,
    RefundOrder,
    RefundStatus,
)
from tests.subscriptions.gateways.payers import DoublePayer

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def paid(both, make_order):
    """A gateway, its payer, a paid page and the payment's reference."""
    gateway, payer = both
    page = gateway.start_checkout(make_order())
    payer.pay(page)
    return gateway, payer, page, gateway.fetch_checkout(page.gateway_id).payment_reference


def wanted(payment, **changes):
    given = {"reference": "refund-1", "amount_pence": 25_000, "idempotency_key": "refund-key-1"}
    return RefundOrder(payment_reference=payment, **{**given, **changes})


def test_contract_refund_goes_back_once_and_is_found_again(paid):
    gateway, _payer, _page, payment = paid
    state = gateway.refund(wanted(payment))
    assert (state.status, state.amount_pence, state.currency) == (
        RefundStatus.SUCCEEDED,
        25_000,
        "gbp",
    )
    assert (state.reference, state.payment_reference) == ("refund-1", payment)
    assert gateway.refund(wanted(payment)) == state
    assert gateway.fetch_refund(state.gateway_id) == state
    assert gateway.refunds_of(payment) == gateway.refunds_since(LONG_AGO) == [state]
    checkout = gateway.checkout_of(payment)
    assert (checkout.reference, checkout.is_paid) == ("7a0e4b5c-order", True)
    assert gateway.checkouts_since(LONG_AGO) == [checkout]
    assert gateway.checkout_of("pi_nobody") is None


def test_contract_no_more_goes_back_than_came(paid):
    gateway, _payer, _page, payment = paid
    gateway.refund(wanted(payment, amount_pence=100_000))
    for pence in (25_001, 0):
        with pytest.raises(GatewayRefused):
            gateway.refund(wanted(payment, amount_pence=pence, idempotency_key=f"key-{pence}"))
    gateway.refund(wanted(payment, amount_pence=25_000, idempotency_key="the-rest"))
    with pytest.raises(GatewayRefused):
        gateway.refund(wanted(payment, amount_pence=1, idempotency_key="one-more"))
    assert sum(each.amount_pence for each in gateway.refunds_of(payment)) == 125_000


def test_contract_same_key_for_another_refund_is_refused(paid):
    gateway, _payer, _page, payment = paid
    order = wanted(payment)
    gateway.refund(order)
    with pytest.raises(GatewayError):
        gateway.refund(replace(order, amount_pence=1))
    assert len(gateway.refunds_of(payment)) == 1


def test_contract_lost_answer_to_a_refund_then_same_key_gives_back_once(paid):
    gateway, payer, _page, payment = paid
    payer.lose_next_reply()
    with pytest.raises(GatewayUnavailable):
        gateway.refund(wanted(payment))
    state = gateway.refund(wanted(payment))
    assert gateway.refunds_of(payment) == [state]


def test_contract_refund_that_the_bank_sends_back_has_failed(paid):
    gateway, payer, _page, payment = paid
    payer.refund_fails(lambda: gateway.refund(wanted(payment)))
    end = monotonic() + 3
    while gateway.refunds_of(payment)[0].status != RefundStatus.FAILED and monotonic() < end:
        sleep(0.02)
    assert [each.status for each in gateway.refunds_of(payment)] == [RefundStatus.FAILED]


def test_contract_refund_made_at_the_provider_names_no_row_of_ours(paid):
    gateway, payer, page, payment = paid
    payer.refund_there(page)
    (state,) = gateway.refunds_of(payment)
    assert (state.reference, state.amount_pence) == ("", 125_000)


@pytest.mark.parametrize("end", ["won", "lost"])
def test_contract_dispute_is_open_until_the_bank_decides(paid, end):
    gateway, payer, page, payment = paid
    payer.dispute(page)
    (state,) = gateway.disputes_since(LONG_AGO)
    assert (state.status, state.payment_reference) == (DisputeStatus.OPEN, payment)
    assert (state.amount_pence, state.reason) == (125_000, "fraudulent")
    payer.decide(page, end)
    assert gateway.fetch_dispute(state.gateway_id) == replace(state, status=DisputeStatus(end))


@pytest.mark.parametrize("odd", ["re_nobody", "dp_nobody", "", "../events/evt_1", "re_é"])
def test_contract_what_is_not_there_is_not_known(both, odd):
    gateway, _payer = both
    with pytest.raises(NotKnown):
        gateway.fetch_refund(odd)
    with pytest.raises(NotKnown):
        gateway.fetch_dispute(odd)


def test_double_lists_by_pages_by_day_and_by_charge(make_gateway, make_order, double):
    """The library asks for page after page; a charge finds its payment's refunds."""
    gateway = make_gateway()
    page = gateway.start_checkout(make_order())
    DoublePayer(double).pay(page)
    payment = gateway.fetch_checkout(page.gateway_id).payment_reference
    for number in range(103):
        double.state.returns(
            lambda returns, number=number: returns.create_refund(
                {"payment_intent": payment, "amount": 1 + number}
            )
        )
    charge = double.state.checkout(page.gateway_id).charge
    assert len(gateway.refunds_of(charge)) == len(gateway.refunds_of(payment)) == 103
    assert gateway.refunds_since(datetime.now(UTC) + timedelta(hours=1)) == []
