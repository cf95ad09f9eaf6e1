"""A gateway that keeps its checkouts in memory, for tests: it answers as Stripe does, event
signatures included, and has verbs for what a payer or a bank would do."""

import json
import secrets
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

import stripe
from django.conf import settings

from subscriptions.gateways.base import (
    CheckoutNotFound,
    CheckoutOrder,
    CheckoutPage,
    CheckoutState,
    CheckoutStatus,
    GatewayError,
    GatewayEvent,
    PaymentStatus,
)
from subscriptions.gateways.events import read_signed_event
from subscriptions.gateways.memory_returns import MemoryReturns

MINIMUM_PENCE = 30
COMPLETED = "checkout.session.completed"


@dataclass(frozen=True)
class SignedEvent:
    """A webhook as it would arrive: the body, and the value of its Stripe-Signature header."""

    payload: bytes
    signature: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Stripe-Signature": self.signature}


class MemoryGateway(MemoryReturns):
    """Checkouts in a dictionary. Set `unavailable` to have every call fail unanswered, or
    `loses_next_reply` to have one checkout or refund made without an answer (SAFETY 25)."""

    livemode = False

    def __init__(self, *, webhook_secret: str, webhook_tolerance: int) -> None:
        super().__init__()
        self.orders: list[CheckoutOrder] = []
        self._webhook_secret = webhook_secret
        self._webhook_tolerance = webhook_tolerance
        self._states: dict[str, CheckoutState] = {}
        self._deadlines: dict[str, datetime] = {}
        self._by_key: dict[str, tuple[CheckoutOrder, CheckoutPage]] = {}

    @property
    def moves_no_money(self) -> bool:
        return True

    def start_checkout(self, order: CheckoutOrder) -> CheckoutPage:
        self._answer()
        if order.idempotency_key in self._by_key:
            first, page = self._by_key[order.idempotency_key]
            if first != order:
                raise GatewayError("the idempotency key belongs to another order")
            return page
        page = self._open(order)
        self._lose_reply()
        return page

    def fetch_checkout(self, gateway_id: str) -> CheckoutState:
        self._answer()
        return self._state(gateway_id)

    def expire_checkout(self, gateway_id: str) -> CheckoutState:
        self._answer()
        return self.expire(gateway_id)

    def checkouts_since(self, moment: datetime) -> list[CheckoutState]:
        self._answer()
        states = [self._state(gateway_id) for gateway_id in self._states]
        return [state for state in states if state.status == CheckoutStatus.COMPLETE]

    def checkout_of(self, payment_reference: str) -> CheckoutState | None:
        self._answer()
        found = [s for s in self._states.values() if s.payment_reference == payment_reference]
        return found[0] if found else None

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent:
        return read_signed_event(
            payload, signature, secret=self._webhook_secret, tolerance=self._webhook_tolerance
        )

    # What a payer, a bank or the clock does.

    def pay(self, gateway_id: str) -> CheckoutState:
        """The payer's card is accepted."""
        return self._complete(gateway_id, PaymentStatus.PAID)

    def pay_later(self, gateway_id: str) -> CheckoutState:
        """The payer is done but the bank has not answered; `settle` brings its answer."""
        return self._complete(gateway_id, PaymentStatus.UNPAID)

    def settle(self, gateway_id: str, *, succeeded: bool) -> CheckoutState:
        """The bank answers a payment made by `pay_later`."""
        status = PaymentStatus.PAID if succeeded else PaymentStatus.UNPAID
        return self.alter(gateway_id, payment_status=status)

    def decline(self, gateway_id: str) -> CheckoutState:
        """The payer's card is refused: the checkout stays open and unpaid."""
        self._require_open(gateway_id)
        return self._state(gateway_id)

    def expire(self, gateway_id: str) -> CheckoutState:
        """The page closes, unless it was completed."""
        if self._state(gateway_id).status != CheckoutStatus.OPEN:
            return self._state(gateway_id)
        return self.alter(gateway_id, status=CheckoutStatus.EXPIRED)

    def alter(self, gateway_id: str, **changes: object) -> CheckoutState:
        """Have the provider say something else: `alter(id, amount_pence=1)`."""
        self._states[gateway_id] = replace(self._state(gateway_id), **changes)
        return self._states[gateway_id]

    def event_for(
        self,
        gateway_id: str,
        kind: str = COMPLETED,
        *,
        event_id: str = "",
        livemode: bool = False,
        signed_at: int | None = None,
    ) -> SignedEvent:
        """Return the webhook that tells of `kind`, signed now or at `signed_at` (Unix seconds)."""
        body = {
            "id": event_id or f"evt_memory_{secrets.token_hex(8)}",
            "object": "event",
            "api_version": stripe.api_version,
            "created": int(time.time()),
            "livemode": livemode,
            "type": kind,
            "data": {"object": {"id": gateway_id, "object": kind.rpartition(".")[0]}},
        }
        return self.sign(json.dumps(body), signed_at=signed_at)

    def sign(self, payload: str, *, signed_at: int | None = None) -> SignedEvent:
        """Sign any body with the right secret."""
        signature = stripe.WebhookSignature.generate_signature_header(
            payload, self._webhook_secret, signed_at
        )
        return SignedEvent(payload.encode(), signature)

    def _paid_pence(self, payment: str) -> int:
        paid = [s for s in self._states.values() if s.payment_reference == payment and s.is_paid]
        return sum(state.amount_pence for state in paid)

    def _open(self, order: CheckoutOrder) -> CheckoutPage:
        if order.amount_pence < MINIMUM_PENCE:
            raise GatewayError(f"Stripe collects no less than {MINIMUM_PENCE} pence")
        gateway_id = f"cs_test_memory_{secrets.token_hex(12)}"
        self._states[gateway_id] = CheckoutState(
            gateway_id=gateway_id,
            reference=order.reference,
            status=CheckoutStatus.OPEN,
            payment_status=PaymentStatus.UNPAID,
            amount_pence=order.amount_pence,
            currency="gbp",
            payment_reference="",
            livemode=False,
        )
        if order.expires_at:
            self._deadlines[gateway_id] = order.expires_at
        page = CheckoutPage(gateway_id, f"https://pay.example.org/c/pay/{gateway_id}")
        self._by_key[order.idempotency_key] = (order, page)
        self.orders.append(order)
        return page

    def _state(self, gateway_id: str) -> CheckoutState:
        if gateway_id not in self._states:
            raise CheckoutNotFound("no such checkout")
        state = self._states[gateway_id]
        deadline = self._deadlines.get(gateway_id)
        if deadline and state.status == CheckoutStatus.OPEN and deadline <= datetime.now(UTC):
            state = replace(state, status=CheckoutStatus.EXPIRED)
        return state

    def _require_open(self, gateway_id: str) -> None:
        if self._state(gateway_id).status != CheckoutStatus.OPEN:
            raise GatewayError("the checkout is no longer open")

    def _complete(self, gateway_id: str, payment_status: PaymentStatus) -> CheckoutState:
        self._require_open(gateway_id)
        return self.alter(
            gateway_id,
            status=CheckoutStatus.COMPLETE,
            payment_status=payment_status,
            payment_reference=f"pi_memory_{secrets.token_hex(8)}",
        )


@cache
def shared_memory_gateway() -> MemoryGateway:
    """Return this process's one gateway in memory. Tests start afresh by `cache_clear()`."""
    return MemoryGateway(
        webhook_secret=settings.STRIPE_WEBHOOK_SECRET,
        webhook_tolerance=settings.STRIPE_WEBHOOK_TOLERANCE,
    )
