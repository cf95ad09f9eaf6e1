"""What the site sends to Stripe, and what becomes of each answer it did not want."""

import socket
from datetime import UTC, datetime, timedelta

import pytest

from subscriptions.gateways.base import GatewayError, GatewayUnavailable
from subscriptions.gateways.stripe import TIMEOUT_SECONDS, StripeGateway


def test_stripe_checkout_carries_the_order_and_nothing_else(make_gateway, make_order, double):
    deadline = datetime.now(UTC) + timedelta(hours=2)
    page = make_gateway().start_checkout(make_order(expires_at=deadline))

    assert double.state.checkout(page.gateway_id).params == {
        "mode": "payment",
        "locale": "en-GB",
        "client_reference_id": "7a0e4b5c-order",
        "metadata": {"order": "7a0e4b5c-order"},
        "payment_intent_data": {
            "description": "Study group subscription 2026-27, Marl Lower School & Nursery",
            "metadata": {"order": "7a0e4b5c-order"},
        },
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "gbp",
                    "unit_amount": 125_000,
                    "product_data": {
                        "name": "Study group subscription 2026-27, Marl Lower School & Nursery"
                    },
                },
            }
        ],
        "success_url": "http://testserver/paid/?checkout={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://testserver/subscribe/",
        "customer_email": "finance@example.org",
        "expires_at": int(deadline.timestamp()),
    }


def test_stripe_amount_is_told_as_stripe_tells_it(make_gateway, make_order, double):
    double.faults.set({"wrong_amount": 100})
    gateway = make_gateway()

    page = gateway.start_checkout(make_order())

    assert gateway.fetch_checkout(page.gateway_id).amount_pence == 100


def test_stripe_tries_again_by_itself_after_a_lost_answer(make_gateway, make_order, double):
    double.faults.set({"lost_replies": 1})

    page = make_gateway(retries=1).start_checkout(make_order())

    assert double.state.checkout_count() == 1
    assert double.state.checkout(page.gateway_id).status == "open"


def test_stripe_that_fails_is_unavailable(make_gateway, make_order, double):
    double.faults.set({"server_errors": 1})

    with pytest.raises(GatewayUnavailable, match="500"):
        make_gateway().start_checkout(make_order())
    assert double.state.checkout_count() == 0


def test_stripe_that_is_too_slow_is_unavailable(make_gateway, make_order, double):
    double.faults.set({"slow_seconds": 0.5})

    with pytest.raises(GatewayUnavailable):
        make_gateway(timeout=(1, 0.1)).start_checkout(make_order())


def test_stripe_that_is_not_there_is_unavailable(make_gateway, make_order):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
        gateway = make_gateway(api_base=nowhere)

        with pytest.raises(GatewayUnavailable):
            gateway.start_checkout(make_order())
        with pytest.raises(GatewayUnavailable):
            gateway.fetch_checkout("cs_test_1")
        with pytest.raises(GatewayUnavailable):
            gateway.expire_checkout("cs_test_1")


def test_stripe_worst_case_stays_under_the_web_servers_patience():
    # One retry, and the library's pause of half a second before it.
    assert 2 * sum(TIMEOUT_SECONDS) + 1 < 30


def test_stripe_key_it_does_not_know_is_an_error_not_worth_repeating(make_gateway, make_order):
    with pytest.raises(GatewayError, match="AuthenticationError 401") as refusal:
        make_gateway(secret_key="sk_live_x").start_checkout(make_order())

    assert not isinstance(refusal.value, GatewayUnavailable)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_pence": 0},
        {"amount_pence": -1},
        {"amount_pence": 100_000_000},
        {"customer_email": "canary-without-at"},
        {"success_url": "javascript:alert(1)"},
        {"success_url": ""},
        {"description": ""},
        {"reference": "x" * 201},
        {"idempotency_key": "k" * 256},
        {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
    ids="-".join,
)
def test_stripe_refusal_is_an_error_without_what_was_typed(make_gateway, make_order, wrong):
    with pytest.raises(GatewayError) as refusal:
        make_gateway().start_checkout(make_order(**wrong))

    assert not isinstance(refusal.value, GatewayUnavailable)
    assert "canary" not in str(refusal.value)
    assert refusal.value.__context__ is None


def test_stripe_answer_that_is_no_checkout_is_an_error(make_gateway, make_order, double):
    gateway = make_gateway()
    page = gateway.start_checkout(make_order())
    double.state.session = lambda checkout_id: {"object": "checkout.session", "id": checkout_id}

    with pytest.raises(GatewayError, match="not what was asked for"):
        gateway.fetch_checkout(page.gateway_id)


@pytest.mark.parametrize(
    ("key", "api_base", "livemode", "moves_no_money"),
    [
        ("sk_live_1", "", True, False),
        ("rk_live_1", "", True, False),
        ("sk_test_1", "", False, True),
        ("sk_test_1", "http://127.0.0.1:8001", False, True),
    ],
)
def test_stripe_says_whether_money_moves(key, api_base, livemode, moves_no_money):
    gateway = StripeGateway(key, webhook_secret="whsec_1", webhook_tolerance=300, api_base=api_base)

    assert (gateway.livemode, gateway.moves_no_money) == (livemode, moves_no_money)
