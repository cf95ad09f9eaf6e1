"""Card payment by Stripe Checkout, through Stripe's own library at its pinned API version."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import stripe

from subscriptions.gateways.base import (
    CheckoutNotFound,
    CheckoutOrder,
    CheckoutPage,
    CheckoutState,
    CheckoutStatus,
    DisputeState,
    DisputeStatus,
    GatewayError,
    GatewayEvent,
    GatewayRefused,
    GatewayUnavailable,
    NotKnown,
    PaymentGateway,
    PaymentStatus,
    RefundOrder,
    RefundState,
    RefundStatus,
)
from subscriptions.gateways.events import read_signed_event

# Seconds to connect and to read. With one retry the worst case stays under the web server's 30.
TIMEOUT_SECONDS = (3, 8)
RETRIES = 1
LIVE_KEY_PREFIXES = ("sk_live_", "rk_live_")

Answer = TypeVar("Answer")

_CHECKOUT_ID = re.compile(r"cs_[A-Za-z0-9_]{1,200}")
_REFUND_ID = re.compile(r"(re|pyr)_[A-Za-z0-9_]{1,200}")
_DISPUTE_ID = re.compile(r"(dp|du|pdp)_[A-Za-z0-9_]{1,200}")
_PAYMENT_ID = re.compile(r"(pi|ch|py)_[A-Za-z0-9_]{1,200}")
# As many as Stripe puts on one page of a list.
_AT_ONCE = 100
_REFUNDS = {"succeeded": RefundStatus.SUCCEEDED, "pending": RefundStatus.PENDING}
_REFUNDS |= {"failed": RefundStatus.FAILED, "canceled": RefundStatus.FAILED}
# It asks the payer for bank details and waits.
_REFUNDS["requires_action"] = RefundStatus.PENDING
_DISPUTES = {"lost": DisputeStatus.LOST, "won": DisputeStatus.WON}
# An inquiry that came to nothing, and a dispute stopped before it began: no money was taken.
_DISPUTES |= {"warning_closed": DisputeStatus.WON, "prevented": DisputeStatus.WON}

# The library otherwise names this machine to Stripe and writes an id into the home folder.
stripe.enable_telemetry = False


class StripeGateway(PaymentGateway):
    """Stripe, or the double when `api_base` names one."""

    def __init__(
        self,
        secret_key: str,
        *,
        webhook_secret: str,
        webhook_tolerance: int,
        api_base: str = "",
        timeout: tuple[float, float] = TIMEOUT_SECONDS,
        retries: int = RETRIES,
    ) -> None:
        self.livemode = secret_key.startswith(LIVE_KEY_PREFIXES)
        self._uses_double = bool(api_base)
        self._webhook_secret = webhook_secret
        self._webhook_tolerance = webhook_tolerance
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base.rstrip("/")} if api_base else None,
            max_network_retries=retries,
            http_client=stripe.RequestsClient(timeout=timeout),
        )

    @property
    def moves_no_money(self) -> bool:
        return self._uses_double or not self.livemode

    def start_checkout(self, order: CheckoutOrder) -> CheckoutPage:
        options = {"idempotency_key": order.idempotency_key}
        create = self._client.v1.checkout.sessions.create
        return _asked(lambda: _as_page(create(_session_params(order), options)), CheckoutNotFound)

    def fetch_checkout(self, gateway_id: str) -> CheckoutState:
        _refuse_odd_id(gateway_id, _CHECKOUT_ID, CheckoutNotFound)
        retrieve = self._client.v1.checkout.sessions.retrieve
        return _asked(lambda: _as_state(retrieve(gateway_id)), CheckoutNotFound)

    def expire_checkout(self, gateway_id: str) -> CheckoutState:
        _refuse_odd_id(gateway_id, _CHECKOUT_ID, CheckoutNotFound)
        expire = self._client.v1.checkout.sessions.expire
        try:
            return _asked(lambda: _as_state(expire(gateway_id)), CheckoutNotFound)
        except GatewayRefused:
            # Only an open checkout can be expired: this one was paid or ran out first.
            return self.fetch_checkout(gateway_id)

    def checkouts_since(self, moment: datetime) -> list[CheckoutState]:
        sessions = self._client.v1.checkout.sessions
        asked = {**_since(moment), "status": "complete"}
        return _asked(lambda: [_as_state(one) for one in sessions.list(asked).auto_paging_iter()])

    def checkout_of(self, payment_reference: str) -> CheckoutState | None:
        _refuse_odd_id(payment_reference, _PAYMENT_ID)
        sessions = self._client.v1.checkout.sessions
        asked = {"payment_intent": payment_reference, "limit": 1}
        found = _asked(lambda: [_as_state(one) for one in sessions.list(asked).data])
        return found[0] if found else None

    def refund(self, order: RefundOrder) -> RefundState:
        params = {
            "payment_intent": order.payment_reference,
            "amount": order.amount_pence,
            "metadata": {"refund": order.reference},
        }
        options = {"idempotency_key": order.idempotency_key}
        return _asked(lambda: _as_refund(self._client.v1.refunds.create(params, options)))

    def fetch_refund(self, gateway_id: str) -> RefundState:
        _refuse_odd_id(gateway_id, _REFUND_ID)
        return _asked(lambda: _as_refund(self._client.v1.refunds.retrieve(gateway_id)))

    def refunds_of(self, payment: str) -> list[RefundState]:
        _refuse_odd_id(payment, _PAYMENT_ID)
        name = "payment_intent" if payment.startswith("pi_") else "charge"
        return self._refunds({name: payment, "limit": _AT_ONCE})

    def refunds_since(self, moment: datetime) -> list[RefundState]:
        return self._refunds(_since(moment))

    def _refunds(self, asked: dict) -> list[RefundState]:
        refunds = self._client.v1.refunds
        return _asked(lambda: [_as_refund(one) for one in refunds.list(asked).auto_paging_iter()])

    def fetch_dispute(self, gateway_id: str) -> DisputeState:
        _refuse_odd_id(gateway_id, _DISPUTE_ID)
        return _asked(lambda: _as_dispute(self._client.v1.disputes.retrieve(gateway_id)))

    def disputes_since(self, moment: datetime) -> list[DisputeState]:
        found = self._client.v1.disputes
        asked = _since(moment)
        return _asked(lambda: [_as_dispute(one) for one in found.list(asked).auto_paging_iter()])

    def read_event(self, payload: bytes, signature: str) -> GatewayEvent:
        return read_signed_event(
            payload, signature, secret=self._webhook_secret, tolerance=self._webhook_tolerance
        )


def _session_params(order: CheckoutOrder) -> dict:
    """Return one line at our own price. The mode of the page is left out: hosted is the default."""
    params: dict = {
        "mode": "payment",
        "locale": "en-GB",
        "client_reference_id": order.reference,
        "metadata": {"order": order.reference},
        "payment_intent_data": {
            "description": order.description,
            "metadata": {"order": order.reference},
        },
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "gbp",
                    "unit_amount": order.amount_pence,
                    "product_data": {"name": order.description},
                },
            }
        ],
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
    }
    if order.customer_email:
        params["customer_email"] = order.customer_email
    if order.expires_at:
        params["expires_at"] = int(order.expires_at.timestamp())
    return params


def _as_page(session: stripe.checkout.Session) -> CheckoutPage:
    if not session.url:
        raise ValueError("a checkout without a page")
    return CheckoutPage(gateway_id=session.id, url=session.url)


def _as_state(session: stripe.checkout.Session) -> CheckoutState:
    payment = session.payment_intent
    return CheckoutState(
        gateway_id=session.id,
        reference=session.client_reference_id or "",
        status=CheckoutStatus(session.status),
        payment_status=PaymentStatus(session.payment_status),
        amount_pence=session.amount_total or 0,
        currency=session.currency or "",
        payment_reference=payment if isinstance(payment, str) else "",
        livemode=session.livemode,
    )


def _as_refund(refund: stripe.Refund) -> RefundState:
    payment = refund.payment_intent
    return RefundState(
        gateway_id=refund.id,
        reference=refund.metadata.to_dict().get("refund", "") if refund.metadata else "",
        payment_reference=payment if isinstance(payment, str) else "",
        status=_REFUNDS[refund.status or ""],
        amount_pence=refund.amount,
        currency=refund.currency,
    )


def _as_dispute(dispute: stripe.Dispute) -> DisputeState:
    payment = dispute.payment_intent
    return DisputeState(
        gateway_id=dispute.id,
        payment_reference=payment if isinstance(payment, str) else "",
        status=_DISPUTES.get(dispute.status, DisputeStatus.OPEN),
        amount_pence=dispute.amount,
        currency=dispute.currency,
        reason=dispute.reason,
    )


def _since(moment: datetime) -> dict:
    return {"created": {"gte": int(moment.timestamp())}, "limit": _AT_ONCE}


def _refuse_odd_id(
    gateway_id: str, kind: re.Pattern, missing: type[GatewayError] = NotKnown
) -> None:
    if not kind.fullmatch(gateway_id):
        raise missing("not an id of this kind")


def _asked(call: Callable[[], Answer], missing: type[GatewayError] = NotKnown) -> Answer:
    """Return what `call` returns, and turn the library's exceptions into ours: `missing` for what
    is not there. They are raised outside the `except` blocks, so that theirs stay behind: they hold
    what a person typed."""
    try:
        return call()
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as fault:
        ours: GatewayError = GatewayUnavailable(_describe(fault))
    except stripe.InvalidRequestError as fault:
        ours = (missing if fault.http_status == 404 else GatewayRefused)(_describe(fault))
    except stripe.StripeError as fault:
        # 409: the same key is at work in another process, and its answer will come.
        ours = (GatewayUnavailable if fault.http_status == 409 else GatewayError)(_describe(fault))
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        ours = GatewayError(f"an answer that is not what was asked for ({type(fault).__name__})")
    raise ours


def _describe(fault: stripe.StripeError) -> str:
    parts = [type(fault).__name__, fault.http_status, fault.code, getattr(fault, "param", None)]
    told = " ".join(str(part) for part in parts if part)
    return f"{told}, request {fault.request_id}" if fault.request_id else told
