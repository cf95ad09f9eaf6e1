"""Card payment behind one port. Ask `get_gateway()`; offer cards only if `cards_are_accepted()`."""

from django.conf import settings

from subscriptions.gateways.base import (
    BadSignature,
    CheckoutNotFound,
    CheckoutOrder,
    CheckoutPage,
    CheckoutState,
    CheckoutStatus,
    DisputeState,
    DisputeStatus,
    GatewayError,
    GatewayEvent,
    GatewayNotConfigured,
    GatewayRefused,
    GatewayUnavailable,
    NotKnown,
    PaymentGateway,
    PaymentStatus,
    RefundOrder,
    RefundState,
    RefundStatus,
)
from subscriptions.gateways.configuration import configuration_faults
from subscriptions.gateways.memory import shared_memory_gateway
from subscriptions.gateways.stripe import StripeGateway

__all__ = [
    "BadSignature",
    "CheckoutNotFound",
    "CheckoutOrder",
    "CheckoutPage",
    "CheckoutState",
    "CheckoutStatus",
    "DisputeState",
    "DisputeStatus",
    "GatewayError",
    "GatewayEvent",
    "GatewayNotConfigured",
    "GatewayRefused",
    "GatewayUnavailable",
    "NotKnown",
    "PaymentGateway",
    "PaymentStatus",
    "RefundOrder",
    "RefundState",
    "RefundStatus",
    "cards_are_accepted",
    "get_gateway",
]


def cards_are_accepted() -> bool:
    """Say whether a school can be offered payment by card."""
    return bool(_uses_memory() or settings.STRIPE_SECRET_KEY) and not configuration_faults()


def get_gateway() -> PaymentGateway:
    """Return the gateway that the settings name. Raises `GatewayNotConfigured` when there is no
    key, or when the settings are unsafe: a web server runs no system checks, so this does."""
    if faults := configuration_faults():
        raise GatewayNotConfigured("; ".join(fault.message for fault in faults))
    if _uses_memory():
        return shared_memory_gateway()
    if not settings.STRIPE_SECRET_KEY:
        raise GatewayNotConfigured("STRIPE_SECRET_KEY is not set")
    return StripeGateway(
        settings.STRIPE_SECRET_KEY,
        webhook_secret=settings.STRIPE_WEBHOOK_SECRET,
        webhook_tolerance=settings.STRIPE_WEBHOOK_TOLERANCE,
        api_base=settings.STRIPE_API_BASE,
    )


def _uses_memory() -> bool:
    return getattr(settings, "PAYMENT_GATEWAY", "") == "memory"
