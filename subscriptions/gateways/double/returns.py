"""What goes back at the double: refunds by the site or by its dashboard, and disputes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from subscriptions.gateways.double import objects
from subscriptions.gateways.double.errors import StripeFault, no_such
from subscriptions.gateways.double.faults import Faults
from subscriptions.gateways.double.objects import Checkout, Dispute, Refund
from subscriptions.gateways.double.timeline import Timeline

Tell = Callable[[str, dict[str, Any]], None]
DISPUTE_ENDS = ("won", "lost")


@dataclass
class Returns:
    """Refunds and disputes of the payments that were taken. The state that owns it holds its lock
    around every call."""

    timeline: Timeline
    faults: Faults
    tell: Tell
    payments: dict[str, Checkout]
    # How long a refund that waits, waits.
    settle: Callable[[Callable[[], None]], None]

    def __post_init__(self) -> None:
        self.refunds: dict[str, Refund] = {}
        self.disputes: dict[str, Dispute] = {}

    def create_refund(self, params: dict[str, Any]) -> dict[str, Any]:
        """Give money back for checked `params`. Raises a 400 or 404 `StripeFault`."""
        checkout = self._payment(params)
        left = checkout.amount - self._refunded(checkout)
        amount = params.get("amount", left)
        if checkout.intent_status != "succeeded":
            raise StripeFault(400, "This payment has not succeeded.", param="payment_intent")
        if self._disputed(checkout):
            raise StripeFault(400, "This charge was charged back.", code="charge_disputed")
        if not left:
            raise StripeFault(400, "Refunded already.", code="charge_already_refunded")
        if not 0 < amount <= left:
            raise StripeFault(400, f"At most {left} can be refunded.", param="amount")
        waits = self.faults.take("refunds_that_wait")
        fails = self.faults.take("refunds_that_fail")
        refund = Refund(
            id=objects.new_id("re"),
            checkout=checkout,
            amount=self.faults.wrong_refund_amount or amount,
            created=int(time.time()),
            metadata=params.get("metadata", {}),
            status="pending" if waits or fails else "succeeded",
        )
        self.refunds[refund.id] = refund
        # Out of order on purpose, as with payments.
        self.tell("charge.refunded", self.charge(checkout))
        self.tell("refund.created", objects.refund_object(refund))
        if waits or fails:
            self.settle(lambda: self._answer(refund, "failed" if fails else "succeeded"))
        return objects.refund_object(refund)

    def refund(self, refund_id: str) -> dict[str, Any]:
        """Return a refund as it is now. Raises a 404 `StripeFault`."""
        if refund_id not in self.refunds:
            raise no_such("refund", refund_id)
        return objects.refund_object(self.refunds[refund_id])

    def dispute(self, dispute_id: str) -> dict[str, Any]:
        """Return a dispute as it is now. Raises a 404 `StripeFault`."""
        if dispute_id not in self.disputes:
            raise no_such("dispute", dispute_id)
        return objects.dispute_object(self.disputes[dispute_id])

    def charge(self, checkout: Checkout) -> dict[str, Any]:
        """Return the charge of a payment as it is now."""
        return objects.charge_object(
            checkout, refunded=self._refunded(checkout), disputed=self._disputed(checkout)
        )

    def open_dispute(self, checkout: Checkout) -> Dispute | None:
        """The cardholder asks the bank for the money. None for what is disputed already, or has
        nothing left."""
        left = checkout.amount - self._refunded(checkout)
        if self._disputed(checkout) or not left or checkout.intent_status != "succeeded":
            return None
        dispute = Dispute(objects.new_id("dp"), checkout, left, int(time.time()))
        self.disputes[dispute.id] = dispute
        self.tell("charge.dispute.created", objects.dispute_object(dispute))
        return dispute

    def close_dispute(self, checkout: Checkout, end: str) -> bool:
        """The bank decides: "won" for the site, or "lost". False when there is none open."""
        for dispute in self.disputes.values():
            if dispute.checkout is checkout and dispute.status not in DISPUTE_ENDS:
                dispute.status = end
                self.tell("charge.dispute.closed", objects.dispute_object(dispute))
                return True
        return False

    def listed(self, kind: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        """Return refunds or disputes, the latest first, as the filters say."""
        rows = self.refunds if kind == "refunds" else self.disputes
        make = objects.refund_object if kind == "refunds" else objects.dispute_object
        payment, charge = wanted.get("payment_intent"), wanted.get("charge")
        found = [
            row
            for row in reversed(rows.values())
            if payment in (None, row.checkout.payment_intent)
            and charge in (None, row.checkout.charge)
        ]
        return [make(row) for row in found]

    def _answer(self, refund: Refund, status: str) -> None:
        refund.status = status
        kind = "refund.failed" if status == "failed" else "refund.updated"
        self.tell(kind, objects.refund_object(refund))

    def _payment(self, params: dict[str, Any]) -> Checkout:
        payment = params.get("payment_intent", "")
        if payment not in self.payments:
            raise no_such("payment_intent", payment)
        return self.payments[payment]

    def _refunded(self, checkout: Checkout) -> int:
        mine = [refund for refund in self.refunds.values() if refund.checkout is checkout]
        return sum(refund.amount for refund in mine if refund.status != "failed")

    def _disputed(self, checkout: Checkout) -> bool:
        return any(
            each.checkout is checkout and each.status != "won" for each in self.disputes.values()
        )
