"""The secret link of a sign-up for new sessions: signed when it is sent, stored nowhere. It holds a
random nonce of 122 bits under 256 bits of signature, and never an address."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from core.services.outbox import LinkNotWanted
from psg_catalogue.models import NewSessionsSignUp

LINK_KIND = "new_sessions"
_SIGNER = signing.Signer(salt="psg_catalogue.new-sessions")


def sign_up_from(token: str) -> NewSessionsSignUp | None:
    """Whose link this is; None for one that is altered, and once it is stopped or forgotten."""
    try:
        nonce = _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    rows = NewSessionsSignUp.objects.prefetch_related("subjects", "key_stages")
    return rows.filter(nonce=nonce).first()


def make_link(nonce: str) -> str:
    """The whole address, for the outbox. Raises LinkNotWanted once there is no sign-up."""
    if not NewSessionsSignUp.objects.filter(nonce=nonce).exists():
        raise LinkNotWanted("This sign-up was stopped, or nobody confirmed it.")
    return settings.SITE_URL + reverse(
        "psg_catalogue:new_sessions_link", args=[_SIGNER.sign(nonce)]
    )
