"""Webhook bodies become events only here, after their signature is proved.

The library alone is not enough (SAFETY 1.3): it accepts a date in the future, treats a tolerance
of 0 as "any age", and lets four other exceptions out, two of which need no signature at all."""

import time

import stripe

from subscriptions.gateways.base import BadSignature, GatewayEvent

# Everything construct_event was seen to raise. ValueError covers bad JSON and bad UTF-8.
_FAULTS = (
    stripe.SignatureVerificationError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    RecursionError,
)


def read_signed_event(
    payload: bytes, signature: str, *, secret: str, tolerance: int
) -> GatewayEvent:
    """Return the event in `payload`, signed with `secret` at most `tolerance` seconds from now,
    before or after. Raises `BadSignature` for everything else."""
    if not secret.strip() or tolerance <= 0:
        raise BadSignature("no webhook secret or no tolerance is set")
    try:
        event = stripe.Webhook.construct_event(payload, signature, secret, tolerance).to_dict()
        ahead = _signed_at(signature) - time.time()
        read = _as_event(event)
    except _FAULTS as fault:
        # Raised below, outside this block: the library's exceptions carry the whole body.
        reason = type(fault).__name__
    else:
        if ahead <= tolerance:
            return read
        reason = "dated in the future"
    raise BadSignature(reason)


def _signed_at(signature: str) -> int:
    return next(int(part[2:]) for part in signature.split(",") if part.startswith("t="))


def _as_event(event: dict) -> GatewayEvent:
    if event["object"] != "event":
        raise ValueError("not an event")
    object_id = event["data"]["object"].get("id", "")
    read = GatewayEvent(event["id"], event["type"], object_id, event["livemode"])
    texts = (read.id, read.kind, read.object_id)
    if not all(isinstance(text, str) and text.isprintable() for text in texts):
        raise ValueError("an id is not text")
    if not (read.id and read.kind and isinstance(read.livemode, bool)):
        raise ValueError("an event names itself, its kind and its mode")
    return read
