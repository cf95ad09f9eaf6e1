"""What the mail provider reports (bounces, complaints), by Anymail: whose reports we take, and how
one becomes ours.

Reports are taken only where they can be told from forged ones: by the provider's own signature, or
by a user name and password in the address that the provider calls (ANYMAIL's WEBHOOK_SECRET)."""

import inspect
import logging
from importlib import import_module

from anymail.signals import EventType
from anymail.webhooks.base import AnymailBaseWebhookView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.mail_signatures import SignedResendView
from core.models.message import Delivery
from core.services.deliveries import Report

logger = logging.getLogger(__name__)

_BACKENDS = "anymail.backends."
_PROVIDERS = (
    "amazon_ses", "brevo", "mailersend", "mailgun", "mailjet", "mailtrap", "mandrill", "postal",
    "postmark", "resend", "sendgrid", "sparkpost", "unisender_go",
)  # fmt: skip
# The names under ANYMAIL of the keys with which a provider signs, as Anymail's views ask for them.
_SIGNING_KEYS = {
    "mailersend": ("MAILERSEND_SIGNING_SECRET",),
    "mailgun": ("MAILGUN_WEBHOOK_SIGNING_KEY", "MAILGUN_API_KEY"),
    "mailtrap": ("MAILTRAP_TRACKING_SECRET",),
    "mandrill": ("MANDRILL_WEBHOOK_KEY",),
    "postal": ("POSTAL_WEBHOOK_KEY",),
    "resend": ("RESEND_SIGNING_SECRET",),
    "sendgrid": ("SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY",),
    "unisender_go": ("UNISENDER_GO_API_KEY",),
}
# Of those, the ones whose views take nothing unsigned, also where a password is in the address.
_ALWAYS_SIGN = {"mailersend", "mailgun", "mandrill", "postal", "unisender_go"}
_MEANS = {
    EventType.DELIVERED: Delivery.DELIVERED,
    EventType.REJECTED: Delivery.REJECTED,
    EventType.FAILED: Delivery.REJECTED,
    EventType.BOUNCED: Delivery.BOUNCED,
    EventType.COMPLAINED: Delivery.COMPLAINED,
}


class BadReport(Exception):
    """What was posted is no report that we can trust, or read."""


def provider() -> str:
    """The mail provider that sends for us and can report, as Anymail names it, or ""."""
    name = settings.MAIL_TRANSPORT.removeprefix(_BACKENDS).partition(".")[0]
    known = settings.MAIL_TRANSPORT.startswith(_BACKENDS) and name in _PROVIDERS
    return name if known else ""


def is_secured() -> bool:
    """Whether the provider's reports can be told from forged ones."""
    keys = list(_SIGNING_KEYS.get(provider(), ()))
    if provider() not in _ALWAYS_SIGN:
        keys.append("WEBHOOK_SECRET")
    return bool(provider()) and any(settings.ANYMAIL.get(key) for key in keys)


def read_reports(request: HttpRequest) -> tuple[HttpResponse, list[Report]]:
    """The provider's answer to a request, and what it reports. Raises BadReport, whatever Anymail
    trips over: anybody may post anything here, and that is never a fault of ours."""
    heard = _Heard()
    view = _telling(heard).as_view()
    try:
        answer = view(request)
        reports = [_read(event) for event in heard.events if event.event_type in _MEANS]
    except Exception as error:  # of seven providers' readers, each with faults of its own
        logger.warning("A report about mail was refused: %s", type(error).__name__)
        raise BadReport from error
    return answer, reports


def _telling(heard: "_Heard") -> type[AnymailBaseWebhookView]:
    """Anymail's view of the provider, which tells us instead of Anymail's signals: Mandrill's sets
    its signal by itself."""
    view = SignedResendView if provider() == "resend" else _view_of(provider())
    ours = property(lambda self: heard, lambda self, chosen: None)
    return type(view.__name__, (view,), {"signal": ours})


def _view_of(name: str) -> type[AnymailBaseWebhookView]:
    module = import_module(f"anymail.webhooks.{name}")
    return next(
        each
        for name, each in inspect.getmembers(module, inspect.isclass)
        if name.endswith("TrackingWebhookView") and each.__module__ == module.__name__
    )


class _Heard:
    """Stands in for Anymail's signal, so that reading and acting are apart."""

    def __init__(self) -> None:
        self.events: list = []

    def send(self, *, sender, event, esp_name: str) -> None:
        self.events.append(event)


def _read(event) -> Report:
    at = event.timestamp
    now = timezone.now()
    return Report(
        provider_id=str(event.message_id or ""),
        delivery=_MEANS[event.event_type],
        # A moment ahead of ours is the clock of another machine.
        at=min(at, now) if at else None,
        reason=str(event.mta_response or event.description or event.reject_reason or ""),
    )
