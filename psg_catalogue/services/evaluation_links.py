"""The secret link to an evaluation: signed when it is sent, stored nowhere (SAFETY 48, 49).

The link holds a random nonce, never a name or a row number, and dies after OPEN_FOR."""

import hmac
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.urls import reverse

from core.services.outbox import LinkNotWanted
from psg_catalogue.models import FEWEST, EvaluationInvitation
from psg_catalogue.short_codes import as_typed, draw_code

LINK_KIND = "evaluation"
OPEN_FOR = timedelta(days=28)
# What a letter with the link says of it, and of the answers.
PROMISE = {"open_weeks": OPEN_FOR.days // 7, "fewest": FEWEST}
# The way to a certificate is signed alike: one letter holds both.
_SALT = "psg_catalogue.evaluation"


def token_for(invitation: EvaluationInvitation) -> str:
    """A fresh signed token; 256 bits of signature over a random 122-bit nonce."""
    return signing.TimestampSigner(salt=_SALT).sign(invitation.nonce.hex)


def make_evaluation_link(nonce: str) -> str:
    """The whole address for one invitation, for the outbox. Raises LinkNotWanted once answered."""
    invitation = EvaluationInvitation.objects.filter(nonce=nonce, answered=False).first()
    if invitation is None:
        raise LinkNotWanted("This evaluation has been answered or is no longer asked for.")
    return settings.SITE_URL + reverse("psg_catalogue:evaluate", args=[token_for(invitation)])


def invitation_from(token: str) -> EvaluationInvitation | None:
    """The invitation a token stands for; None for an altered, expired or unknown one alike."""
    try:
        nonce = signing.TimestampSigner(salt=_SALT).unsign(token, max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    return (
        EvaluationInvitation.objects.select_related(
            "session__page", "session__study_group", "session__evaluation_version"
        )
        .filter(nonce=nonce)
        .first()
    )


def invitation_of_link(token: str) -> EvaluationInvitation | None:
    """Who was asked by the letter that this link is in. Unlike the way to the questions it neither
    ends when they are answered nor dies: what it shows can be withdrawn by the register alone."""
    try:
        nonce = signing.TimestampSigner(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    asked = EvaluationInvitation.objects.select_related("session__page", "session__study_group")
    return asked.filter(nonce=nonce).first()


def give_door_code(invitation: EvaluationInvitation) -> str:
    """A new code for someone with no email, to be read off a slip at the door. Only a keyed hash of
    it is kept; a code given earlier stops working."""
    code = draw_code()
    invitation.door_code_hash = _hash(code)
    invitation.save(update_fields=["door_code_hash"])
    return code


def invitation_for_code(code: str) -> EvaluationInvitation | None:
    """The unanswered invitation a door code stands for; case, spaces and hyphens do not matter."""
    plain = as_typed(code)
    if not plain:
        return None
    return EvaluationInvitation.objects.filter(door_code_hash=_hash(plain), answered=False).first()


def _hash(code: str) -> str:
    key = f"{_SALT}.door-code:{settings.SECRET_KEY}".encode()
    return hmac.new(key, code.encode(), sha256).hexdigest()
