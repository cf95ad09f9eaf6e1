"""Resend's reports are signed as Svix signs (the Standard Webhooks scheme). Anymail leaves checking
that to a package which brings an HTTP client along, so it is checked here."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.resend import ResendTrackingWebhookView
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

# How far the clock of what was signed may be from ours, either way.
TOLERANCE = timedelta(minutes=5)


class SignedResendView(ResendTrackingWebhookView):
    """Anymail's view; where a signing secret is set, what it has not signed is refused."""

    _svix_webhook = None  # Anymail's own check, which does nothing then
    warn_if_no_basic_auth = False

    def __init__(self, **kwargs) -> None:
        AnymailBaseWebhookView.__init__(self, **kwargs)

    def validate_request(self, request: HttpRequest) -> None:
        secret = settings.ANYMAIL.get("RESEND_SIGNING_SECRET")
        if secret and not is_signed(secret, request.headers, request.body):
            raise AnymailWebhookValidationFailure("This is not signed by Resend.")


def is_signed(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether one of the signatures is of this body and within a few minutes of now. Raises
    ValueError for a secret, or a time, that is none."""
    number, stamp = headers.get("svix-id", ""), headers.get("svix-timestamp", "")
    if not number or not stamp:
        return False
    if abs(timezone.now().timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, f"{number}.{stamp}.".encode() + body, hashlib.sha256).digest()
    expected = f"v1,{base64.b64encode(made).decode()}"
    given = headers.get("svix-signature", "").split()
    return any(constant_time_compare(each, expected) for each in given)
