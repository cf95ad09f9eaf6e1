"""What a payer, a bank and a site do, the same on the double and on the gateway in memory."""

from collections.abc import Callable
from time import monotonic, sleep

from subscriptions.gateways.base import (
    CheckoutState,
    DisputeStatus,
    PaymentGateway,
    RefundStatus,
)
from subscriptions.gateways.double.server import StripeDouble
from subscriptions.gateways.memory import MemoryGateway
from tests.subscriptions.gateways.calls import post_form


class MemoryPayer:
    """Plays on the gateway in memory."""

    def __init__(self, gateway: MemoryGateway) -> None:
        self.gateway = gateway

    def pay(self, page) -> None:
        self.gateway.pay(page.gateway_id)

    def decline(self, page) -> None:
        self.gateway.decline(page.gateway_id)

    def pay_by_bank(self, page, *, succeeds: bool) -> None:
        self.gateway.pay_later(page.gateway_id)
        self.gateway.settle(page.gateway_id, succeeded=succeeds)

    def lose_next_reply(self) -> None:
        self.gateway.loses_next_reply = True

    def made(self) -> int:
        return len(self.gateway.orders)

    def refund_fails(self, then) -> None:
        """The next refund waits, `then` is done, and the bank sends it back."""
        self.gateway.refunds_wait = True
        state = then()
        self.gateway.answer_refund(state.gateway_id, RefundStatus.FAILED)

    def refund_there(self, page) -> None:
        state = self.gateway.fetch_checkout(page.gateway_id)
        self.gateway.refund_there(state.payment_reference, state.amount_pence)

    def dispute(self, page) -> None:
        state = self.gateway.fetch_checkout(page.gateway_id)
        self.gateway.dispute(state.payment_reference, state.amount_pence)

    def decide(self, page, end: str) -> None:
        self.gateway.decide(next(iter(self.gateway.disputes)), DisputeStatus(end))


class DoublePayer:
    """Plays on the double's page, as a browser would."""

    def __init__(self, double: StripeDouble) -> None:
        self.double = double

    def pay(self, page) -> None:
        assert post_form(page.url, method="card", number="4242424242424242")[0] == 303

    def decline(self, page) -> None:
        assert post_form(page.url, method="card", number="4000000000000002")[0] == 200

    def pay_by_bank(self, page, *, succeeds: bool) -> None:
        method = "bank_clears" if succeeds else "bank_fails"
        assert post_form(page.url, method=method)[0] == 303

    def lose_next_reply(self) -> None:
        self.double.faults.set({"lost_replies": 1})

    def made(self) -> int:
        return self.double.state.checkout_count()

    def refund_fails(self, then) -> None:
        self.double.faults.set({"refunds_that_fail": 1})
        then()

    def refund_there(self, page) -> None:
        self._afterwards(page, "refund")

    def dispute(self, page) -> None:
        self._afterwards(page, "dispute")

    def decide(self, page, end: str) -> None:
        self._afterwards(page, end)

    def _afterwards(self, page, then: str) -> None:
        status, _address, words = post_form(page.url, then=then)
        assert (status, "What may happen later" in words) == (200, True)


def eventually(
    gateway: PaymentGateway, gateway_id: str, wanted: Callable[[CheckoutState], bool]
) -> CheckoutState:
    """Return the checkout once it is as wanted, or as it is after 3 seconds."""
    end = monotonic() + 3
    while not wanted(state := gateway.fetch_checkout(gateway_id)) and monotonic() < end:
        sleep(0.02)
    return state
