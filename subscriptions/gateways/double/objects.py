"""The objects the double speaks of, in the shape of the library's API version."""

import secrets
import time
from dataclasses import dataclass
from typing import Any

import stripe

from subscriptions.gateways.double.schema import checked_answer


@dataclass
class Checkout:
    """A checkout as the double remembers it. Amounts in pence, times in Unix seconds."""

    id: str
    params: dict[str, Any]
    amount: int
    created: int
    expires_at: int
    status: str = "open"
    payment_status: str = "unpaid"
    payment_intent: str | None = None
    charge: str | None = None
    intent_status: str = ""

    @property
    def description(self) -> str:
        return self.params["line_items"][0]["price_data"]["product_data"]["name"]


@dataclass
class Refund:
    """Money that goes back of a checkout's payment."""

    id: str
    checkout: Checkout
    amount: int
    created: int
    metadata: dict[str, str]
    status: str


@dataclass
class Dispute:
    """The cardholder's bank wants the money of a checkout's payment."""

    id: str
    checkout: Checkout
    amount: int
    created: int
    status: str = "needs_response"


def new_id(prefix: str) -> str:
    """Return an id that no one can guess."""
    return f"{prefix}_{secrets.token_hex(16)}"


def session_object(checkout: Checkout, page_url: str) -> dict[str, Any]:
    """Return the Checkout Session; its page is gone once it is no longer open."""
    params = checkout.params
    email = params.get("customer_email")
    return checked_answer(
        {
            "id": checkout.id,
            "object": "checkout.session",
            "amount_subtotal": checkout.amount,
            "amount_total": checkout.amount,
            "automatic_tax": {"enabled": False, "liability": None, "status": None},
            "cancel_url": params.get("cancel_url"),
            "client_reference_id": params.get("client_reference_id"),
            "created": checkout.created,
            "currency": "gbp",
            "custom_fields": [],
            "custom_text": {"after_submit": None, "shipping_address": None, "submit": None},
            "customer": None,
            "customer_details": {"email": email, "name": None} if email else None,
            "customer_email": email,
            "expires_at": checkout.expires_at,
            "invoice": None,
            "livemode": False,
            "locale": params.get("locale"),
            "metadata": params.get("metadata", {}),
            "mode": "payment",
            "payment_intent": checkout.payment_intent,
            "payment_method_types": ["card", "bacs_debit"],
            "payment_status": checkout.payment_status,
            "shipping_options": [],
            "status": checkout.status,
            "submit_type": params.get("submit_type"),
            "subscription": None,
            "success_url": params.get("success_url"),
            "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
            "ui_mode": "hosted_page",
            "url": page_url if checkout.status == "open" else None,
        }
    )


def payment_intent_object(checkout: Checkout) -> dict[str, Any]:
    """Return the payment that a completed checkout made."""
    data = checkout.params.get("payment_intent_data", {})
    succeeded = checkout.intent_status == "succeeded"
    return checked_answer(
        {
            "id": checkout.payment_intent,
            "object": "payment_intent",
            "amount": checkout.amount,
            "amount_capturable": 0,
            "amount_received": checkout.amount if succeeded else 0,
            "capture_method": "automatic_async",
            "confirmation_method": "automatic",
            "created": checkout.created,
            "currency": "gbp",
            "customer": None,
            "description": data.get("description"),
            "latest_charge": checkout.charge,
            "livemode": False,
            "metadata": data.get("metadata", {}),
            "payment_method_types": ["card", "bacs_debit"],
            "receipt_email": None,
            "status": checkout.intent_status,
        }
    )


def charge_object(checkout: Checkout, *, refunded: int, disputed: bool) -> dict[str, Any]:
    """Return the one charge of a payment, with what has gone back of it."""
    data = checkout.params.get("payment_intent_data", {})
    succeeded = checkout.intent_status == "succeeded"
    return checked_answer(
        {
            "id": checkout.charge,
            "object": "charge",
            "amount": checkout.amount,
            "amount_captured": checkout.amount if succeeded else 0,
            "amount_refunded": refunded,
            "billing_details": {"email": None, "name": None},
            "captured": succeeded,
            "created": checkout.created,
            "currency": "gbp",
            "description": data.get("description"),
            "disputed": disputed,
            "livemode": False,
            "metadata": data.get("metadata", {}),
            "paid": succeeded,
            "payment_intent": checkout.payment_intent,
            "refunded": refunded == checkout.amount,
            "status": "succeeded" if succeeded else "pending",
        }
    )


def refund_object(refund: Refund) -> dict[str, Any]:
    """Return money that goes back."""
    return checked_answer(
        {
            "id": refund.id,
            "object": "refund",
            "amount": refund.amount,
            "charge": refund.checkout.charge,
            "created": refund.created,
            "currency": "gbp",
            "metadata": refund.metadata,
            "payment_intent": refund.checkout.payment_intent,
            "reason": None,
            "status": refund.status,
        }
    )


def dispute_object(dispute: Dispute) -> dict[str, Any]:
    """Return a payment that the cardholder does not own to."""
    return checked_answer(
        {
            "id": dispute.id,
            "object": "dispute",
            "amount": dispute.amount,
            "balance_transactions": [],
            "charge": dispute.checkout.charge,
            "created": dispute.created,
            "currency": "gbp",
            "enhanced_eligibility_types": [],
            "evidence": {"enhanced_evidence": {}},
            "evidence_details": {
                "enhanced_eligibility": {},
                "has_evidence": False,
                "past_due": False,
                "submission_count": 0,
                "submission_method": "not_submitted",
            },
            "is_charge_refundable": False,
            "livemode": False,
            "metadata": {},
            "payment_intent": dispute.checkout.payment_intent,
            "reason": "fraudulent",
            "status": dispute.status,
        }
    )


def list_object(path: str, found: list[dict[str, Any]], params: dict[str, Any]) -> dict[str, Any]:
    """Return one page of `found`, the latest first: made since `created`, and after the row that
    `starting_after` names."""
    since = params.get("created", {}).get("gte", 0)
    rows = [row for row in found if row["created"] >= since]
    ids = [row["id"] for row in rows]
    if (after := params.get("starting_after")) in ids:
        rows = rows[ids.index(after) + 1 :]
    limit = params.get("limit", 10)
    return {"object": "list", "data": rows[:limit], "has_more": len(rows) > limit, "url": path}


def event_object(kind: str, about: dict[str, Any], *, livemode: bool) -> dict[str, Any]:
    """Return an event of `kind` with `about` as it is now."""
    return checked_answer(
        {
            "id": new_id("evt"),
            "object": "event",
            "api_version": stripe.api_version,
            "created": int(time.time()),
            "data": {"object": about},
            "livemode": livemode,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
    )
