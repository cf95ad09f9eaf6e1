"""What the provider tells us by itself. An event grants nothing; it makes us look. Its row and its
effect are one transaction, so a crash between them leaves neither and the next delivery does both
(SAFETY 1.2)."""

import logging
from collections.abc import Callable
from functools import partial

from django.db import IntegrityError, transaction

from subscriptions import gateways
from subscriptions.gateways import DisputeState, NotKnown, RefundState, get_gateway
from subscriptions.models import CardOrder, GatewayEvent
from subscriptions.services.disputes import take_dispute
from subscriptions.services.refunds import take_refund
from subscriptions.services.settlements import take_checkout

logger = logging.getLogger(__name__)

# What the endpoint is asked for in the provider's dashboard: `operations.md` names the same.
KINDS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
)
_BANK_REFUSED = "checkout.session.async_payment_failed"
_NOT_OURS = "no order of ours"

Effect = Callable[[], str]


class WrongMode(Exception):
    """An event of the provider's test mode at a site that takes real money, or the reverse."""


class Duplicate(Exception):
    """The event has had its effect."""


def receive_event(event: gateways.GatewayEvent) -> str:
    """The event has had its effect once, however often and in whatever order it comes; returns what
    that was. Raises WrongMode, and GatewayUnavailable when the provider cannot be asked now: then
    nothing is written and the next delivery does it (SAFETY 11 to 14)."""
    if event.livemode != get_gateway().livemode:
        logger.error("A card event of the wrong mode was refused: %s", event.kind)
        raise WrongMode
    if GatewayEvent.objects.filter(pk=event.id).exists():
        return "duplicate"
    effects = _effects_of(event)
    try:
        with transaction.atomic():
            return _take_event(event, effects)
    except Duplicate:
        return "duplicate"


def effects_of_refund(state: RefundState) -> list[Effect]:
    """What is to be done for a refund: its payment first, when we know nothing of that yet."""
    return [*_payment_first(state.payment_reference), partial(take_refund, state)]


def effects_of_dispute(state: DisputeState) -> list[Effect]:
    """As `effects_of_refund`."""
    return [*_payment_first(state.payment_reference), partial(take_dispute, state)]


def _take_event(event: gateways.GatewayEvent, effects: list[Effect]) -> str:
    """Two deliveries at once: the key lets one row in, and the other waits for it and is told."""
    try:
        with transaction.atomic():
            row = GatewayEvent.objects.create(
                event_id=event.id, kind=event.kind[:80], object_id=event.object_id[:200]
            )
    except IntegrityError:
        raise Duplicate from None
    outcomes = [effect() for effect in effects]
    row.outcome = ", ".join(dict.fromkeys(outcomes))[:60] or "nothing new"
    row.save(update_fields=["outcome"])
    return row.outcome


def _effects_of(event: gateways.GatewayEvent) -> list[Effect]:
    """Ask the provider how the event's object stands now, and say what is to be done of it inside
    a transaction; nothing is locked yet."""
    if event.kind not in KINDS:
        return [lambda: "not for us"]
    gateway = get_gateway()
    try:
        if event.kind.startswith("checkout."):
            state = gateway.fetch_checkout(event.object_id)
            return [partial(take_checkout, state, bank_refused=event.kind == _BANK_REFUSED)]
        if event.kind.startswith("charge.dispute."):
            return effects_of_dispute(gateway.fetch_dispute(event.object_id))
        if event.kind == "charge.refunded":
            found = gateway.refunds_of(event.object_id)
        else:
            found = [gateway.fetch_refund(event.object_id)]
        return [effect for state in found for effect in effects_of_refund(state)]
    except NotKnown:
        return [lambda: _NOT_OURS]


def _payment_first(payment_reference: str) -> list[Effect]:
    """The event of a refund may overtake that of its payment."""
    known = CardOrder.objects.filter(payment_reference=payment_reference)
    if not payment_reference or known.exists():
        return []
    checkout = get_gateway().checkout_of(payment_reference)
    return [partial(take_checkout, checkout)] if checkout else []
