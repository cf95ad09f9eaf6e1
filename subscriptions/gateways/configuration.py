"""Which settings of card payment are unsafe, and what to do about each."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from subscriptions.gateways.stripe import LIVE_KEY_PREFIXES

# What the development settings and the double share. Anyone can read them here.
DOUBLE_SECRET_KEY = "sk_test_double"  # noqa: S105 -- not a secret
DOUBLE_WEBHOOK_SECRET = "whsec_double"  # noqa: S105 -- not a secret
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class ConfigurationFault:
    """One unsafe setting: `id` for the system check, what is wrong, and what to do."""

    id: str
    message: str
    hint: str


def configuration_faults() -> list[ConfigurationFault]:
    """Return what is unsafe in the settings of card payment (SAFETY 18, 62)."""
    key = settings.STRIPE_SECRET_KEY
    if not key:
        return []
    faults = [*_webhook_faults()]
    if getattr(settings, "PAYMENT_GATEWAY", "") == "memory":
        return faults
    return [*faults, *_double_faults(), *_key_faults(is_live=key.startswith(LIVE_KEY_PREFIXES))]


def _in_production() -> bool:
    return not settings.DEBUG and not settings.DEMO_MODE


def _webhook_faults() -> list[ConfigurationFault]:
    faults = []
    if settings.STRIPE_WEBHOOK_TOLERANCE <= 0:
        faults.append(
            ConfigurationFault(
                "E001",
                "STRIPE_WEBHOOK_TOLERANCE must be above 0: at 0 an event of any age is accepted.",
                "Leave it at 300.",
            )
        )
    if not settings.STRIPE_WEBHOOK_SECRET.strip():
        faults.append(
            ConfigurationFault(
                "E002",
                "STRIPE_WEBHOOK_SECRET is empty although a Stripe key is set.",
                "Copy the signing secret of the webhook endpoint from Stripe's dashboard.",
            )
        )
    return faults


def _double_faults() -> list[ConfigurationFault]:
    base = settings.STRIPE_API_BASE
    faults = []
    if base and _in_production():
        faults.append(
            ConfigurationFault(
                "E003",
                "The site refuses to start against the Stripe double in production.",
                "Unset STRIPE_API_BASE.",
            )
        )
    if base and urlsplit(base).hostname not in _LOOPBACK:
        faults.append(
            ConfigurationFault(
                "E004",
                "STRIPE_API_BASE must name the double on this machine: the key is sent there.",
                "Unset it, or use http://127.0.0.1 with the double's port.",
            )
        )
    if _in_production() and settings.STRIPE_WEBHOOK_SECRET == DOUBLE_WEBHOOK_SECRET:
        faults.append(
            ConfigurationFault(
                "E005",
                "STRIPE_WEBHOOK_SECRET is the double's, which anyone can read.",
                "Copy the signing secret of the webhook endpoint from Stripe's dashboard.",
            )
        )
    return faults


def _key_faults(*, is_live: bool) -> list[ConfigurationFault]:
    if _in_production() and not is_live:
        return [
            ConfigurationFault(
                "E006",
                "STRIPE_SECRET_KEY is a test key: schools would be told they had paid.",
                "Use the live key, or set DEMO_MODE on a copy of the site.",
            )
        ]
    if is_live and not _in_production():
        return [
            ConfigurationFault(
                "E007",
                "STRIPE_SECRET_KEY is a live key outside production: real cards would be charged.",
                "Use a test key here.",
            )
        ]
    return []
