"""Card payment by Stripe Checkout, through Stripe's own library at its pinned API version."""

import re
from collections.abc import Callable
from typing import TypeVar

import stripe

from subscriptions.gateways.base import (
    CheckoutNotFound,
    CheckoutOrder,
    CheckoutPage,
    CheckoutState,
    CheckoutStatus,
    GatewayError,
    GatewayEvent,
    GatewayUnavailable,
    PaymentGateway,
    PaymentStatus,
)
from subscriptions.gateways.events import read_signed_event

# Seconds to connect and to read. With one retry the worst case stays under the web server's 30.
TIMEOUT_SECONDS = (3, 8)
RETRIES = 1
LIVE_KEY_PREFIXES = ("sk_live_", "rk_live_")

Answer = TypeVar("Answer")

_CHECKOUT_ID = re.compile(r"cs_[A-Za-z0-9_]{1,200}")

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
        return _asked(lambda: _as_page(create(_session_params(order), options)))

    def fetch_checkout(self, gateway_id: str) -> CheckoutState:
        _refuse_odd_id(gateway_id)
        retrieve = self._client.v1.checkout.sessions.retrieve
        return _asked(lambda: _as_state(retrieve(gateway_id)))

    def expire_checkout(self, gateway_id: str) -> CheckoutState:
        _refuse_odd_id(gateway_id)
        try:
            return _asked(lambda: _as_state(self._client.v1.checkout.sessions.expire(gateway_id)))
        except _Refused:
            # Only an open checkout can be expired: this one was paid or ran out first.
            return self.fetch_checkout(gateway_id)

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


def _refuse_odd_id(gateway_id: str) -> None:
    if not _CHECKOUT_ID.fullmatch(gateway_id):
        raise CheckoutNotFound("not the id of a checkout")


class _Refused(GatewayError):
    """Stripe understood the request and will not do it."""


def _asked(call: Callable[[], Answer]) -> Answer:
    """Return what `call` returns, and turn the library's exceptions into ours. They are raised
    outside the `except` blocks, so that theirs stay behind: they hold what a person typed."""
    try:
        return call()
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as fault:
        ours: GatewayError = GatewayUnavailable(_describe(fault))
    except stripe.InvalidRequestError as fault:
        ours = (CheckoutNotFound if fault.http_status == 404 else _Refused)(_describe(fault))
    except stripe.StripeError as fault:
        ours = GatewayError(_describe(fault))
    except (AttributeError, TypeError, ValueError) as fault:
        ours = GatewayError(f"an answer that is not a checkout ({type(fault).__name__})")
    raise ours


def _describe(fault: stripe.StripeError) -> str:
    parts = [type(fault).__name__, fault.http_status, fault.code, getattr(fault, "param", None)]
    told = " ".join(str(part) for part in parts if part)
    return f"{told}, request {fault.request_id}" if fault.request_id else told
