"""A running double, and one way to play the payer on it and on the gateway in memory."""

from collections.abc import Callable, Iterator

import pytest

from subscriptions.gateways.base import CheckoutOrder
from subscriptions.gateways.double.server import StripeDouble
from subscriptions.gateways.memory import MemoryGateway
from subscriptions.gateways.stripe import StripeGateway
from tests.subscriptions.gateways.payers import DoublePayer, MemoryPayer

SECRET = "whsec_for_tests"
KEY = "sk_test_for_tests"


@pytest.fixture
def double() -> Iterator[StripeDouble]:
    with StripeDouble(webhook_secret=SECRET, webhook_delay=0, settle_after=0.1) as double:
        yield double


@pytest.fixture
def make_gateway(double: StripeDouble) -> Callable[..., StripeGateway]:
    def make(**changes: object) -> StripeGateway:
        given = {
            "webhook_secret": SECRET,
            "webhook_tolerance": 300,
            "api_base": double.url,
            "retries": 0,
            **changes,
        }
        return StripeGateway(given.pop("secret_key", KEY), **given)

    return make


@pytest.fixture
def make_order() -> Callable[..., CheckoutOrder]:
    def make(**changes: object) -> CheckoutOrder:
        return CheckoutOrder(
            **{
                "reference": "7a0e4b5c-order",
                "amount_pence": 125_000,
                "description": "Study group subscription 2026-27, Marl Lower School & Nursery",
                "customer_email": "finance@example.org",
                "success_url": "http://testserver/paid/?checkout={CHECKOUT_SESSION_ID}",
                "cancel_url": "http://testserver/subscribe/",
                "idempotency_key": "key-1",
                **changes,
            }
        )

    return make


@pytest.fixture(params=["memory", "double"])
def both(request):
    """Return a gateway and someone who pays on it."""
    if request.param == "memory":
        gateway = MemoryGateway(webhook_secret=SECRET, webhook_tolerance=300)
        return gateway, MemoryPayer(gateway)
    make_gateway = request.getfixturevalue("make_gateway")
    return make_gateway(), DoublePayer(request.getfixturevalue("double"))
