"""What the double remembers, and what may become of it. In memory: a restart forgets, and a site
that asks for a forgotten checkout is told so."""

import threading
import time
from collections.abc import Callable
from typing import Any

from subscriptions.gateways.double import limits, objects
from subscriptions.gateways.double.errors import StripeFault, no_such
from subscriptions.gateways.double.faults import Faults
from subscriptions.gateways.double.objects import Checkout
from subscriptions.gateways.double.returns import Returns
from subscriptions.gateways.double.timeline import Timeline

Emit = Callable[[dict[str, Any]], None]


class StripeState:
    """Checkouts, their payments and events. Every public method is safe to call from any thread."""

    def __init__(
        self, timeline: Timeline, faults: Faults, *, emit: Emit, page_base: str, settle_after: float
    ) -> None:
        self._lock = threading.RLock()
        self._timeline = timeline
        self._faults = faults
        self._emit = emit
        self._page_base = page_base
        self._settle_after = settle_after
        self._checkouts: dict[str, Checkout] = {}
        self._payments: dict[str, Checkout] = {}
        self._events: dict[str, dict[str, Any]] = {}
        self._returns = Returns(timeline, faults, self._tell, self._payments, self._later)

    def returns(self, work: Callable[[Returns], Any]) -> Any:
        """Do something with refunds and disputes, and return what comes of it."""
        with self._lock:
            return work(self._returns)

    def completed(self) -> list[dict[str, Any]]:
        """Return the completed Checkout Sessions, the latest first."""
        with self._lock:
            rows = reversed(self._checkouts.values())
            return [self._session(row) for row in rows if row.status == "complete"]

    def create_checkout(self, params: dict[str, Any]) -> dict[str, Any]:
        """Open a checkout for checked `params` and return it."""
        limits.require_possible(params)
        line = params["line_items"][0]
        now = int(time.time())
        checkout = Checkout(
            id=objects.new_id("cs_test"),
            params=params,
            amount=self._faults.wrong_amount
            or line["price_data"]["unit_amount"] * line["quantity"],
            created=now,
            expires_at=params.get("expires_at", now + limits.DAY_SECONDS),
        )
        with self._lock:
            self._checkouts[checkout.id] = checkout
            self._timeline.after(checkout.expires_at - now, lambda: self._run_out(checkout))
            return self._session(checkout)

    def checkout(self, checkout_id: str) -> Checkout:
        """Return the checkout. Raises a 404 `StripeFault`."""
        with self._lock:
            if checkout_id not in self._checkouts:
                raise no_such("checkout.session", checkout_id)
            return self._checkouts[checkout_id]

    def session(self, checkout_id: str) -> dict[str, Any]:
        """Return the Checkout Session as it is now. Raises a 404 `StripeFault`."""
        with self._lock:
            return self._session(self.checkout(checkout_id))

    def payment_intent(self, payment_id: str) -> dict[str, Any]:
        """Return a payment. Raises a 404 `StripeFault`."""
        with self._lock:
            if payment_id not in self._payments:
                raise no_such("payment_intent", payment_id)
            return objects.payment_intent_object(self._payments[payment_id])

    def event(self, event_id: str) -> dict[str, Any]:
        """Return an event as it was sent. Raises a 404 `StripeFault`."""
        with self._lock:
            if event_id not in self._events:
                raise no_such("event", event_id)
            return self._events[event_id]

    def checkout_count(self) -> int:
        """Return how many checkouts were ever opened."""
        with self._lock:
            return len(self._checkouts)

    def expire_checkout(self, checkout_id: str) -> dict[str, Any]:
        """Close an open checkout. Raises a 400 `StripeFault` for one that is over."""
        with self._lock:
            checkout = self.checkout(checkout_id)
            if checkout.status != "open":
                raise StripeFault(
                    400, f"Only an open Checkout Session can be expired; this is {checkout.status}."
                )
            self._run_out(checkout)
            return self._session(checkout)

    def pay_by_card(self, checkout_id: str) -> bool:
        """Complete an open checkout with the money there. False when it is open no longer."""
        with self._lock:
            checkout = self.checkout(checkout_id)
            if checkout.status != "open":
                return False
            self._complete(checkout, payment_status="paid", intent="succeeded")
            # Out of order on purpose: a site must not wait for one before the other.
            self._tell("checkout.session.completed", self._session(checkout))
            self._tell("payment_intent.succeeded", objects.payment_intent_object(checkout))
            self._tell("payment_intent.created", objects.payment_intent_object(checkout))
            return True

    def pay_by_bank(self, checkout_id: str, *, succeeds: bool) -> bool:
        """Complete an open checkout unpaid; the bank's answer follows. False when it is open no
        longer."""
        with self._lock:
            checkout = self.checkout(checkout_id)
            if checkout.status != "open":
                return False
            self._complete(checkout, payment_status="unpaid", intent="processing")
            self._tell("checkout.session.completed", self._session(checkout))
            self._tell("payment_intent.processing", objects.payment_intent_object(checkout))
            self._timeline.after(
                self._settle_after, lambda: self._settle(checkout, succeeds=succeeds)
            )
            return True

    def _complete(self, checkout: Checkout, *, payment_status: str, intent: str) -> None:
        checkout.status = "complete"
        checkout.payment_status = payment_status
        checkout.payment_intent = objects.new_id("pi")
        checkout.charge = objects.new_id("ch")
        checkout.intent_status = intent
        self._payments[checkout.payment_intent] = checkout

    def _later(self, work: Callable[[], None]) -> None:
        def locked() -> None:
            with self._lock:
                work()

        self._timeline.after(self._settle_after, locked)

    def _settle(self, checkout: Checkout, *, succeeds: bool) -> None:
        with self._lock:
            if succeeds:
                checkout.payment_status = "paid"
                checkout.intent_status = "succeeded"
            else:
                checkout.intent_status = "requires_payment_method"
            word = "succeeded" if succeeds else "failed"
            self._tell(f"checkout.session.async_payment_{word}", self._session(checkout))

    def _run_out(self, checkout: Checkout) -> None:
        with self._lock:
            if checkout.status == "open":
                checkout.status = "expired"
                self._tell("checkout.session.expired", self._session(checkout))

    def _session(self, checkout: Checkout) -> dict[str, Any]:
        return objects.session_object(checkout, f"{self._page_base}/c/pay/{checkout.id}")

    def _tell(self, kind: str, about: dict[str, Any]) -> None:
        event = objects.event_object(kind, about, livemode=self._faults.live_events)
        self._events[event["id"]] = event
        self._emit(event)
