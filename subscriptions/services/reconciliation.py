"""Our books beside the provider's: what lost webhooks and crashes left is made good. Done again, it
changes nothing (SAFETY 25, 26)."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from subscriptions.enums import CardDisputeState, CardRefundState, OrderState
from subscriptions.gateways import (
    GatewayError,
    GatewayUnavailable,
    cards_are_accepted,
    get_gateway,
)
from subscriptions.models import CardDispute, CardOrder, CardRefund
from subscriptions.services.card_events import effects_of_dispute, effects_of_refund
from subscriptions.services.disputes import take_dispute
from subscriptions.services.refunds import send_refund, take_refund
from subscriptions.services.settlements import settle_order, take_checkout

logger = logging.getLogger(__name__)

# What a webhook will most likely bring by itself is left alone for so long.
WAITS = timedelta(minutes=5)
# How far back the worker asks for all that the provider has: it sends events for three days.
LOOKS_BACK = timedelta(days=7)
_UNCHANGED = {"nothing new", "no order of ours", "differs", "more than came"}


@dataclass
class Reconciliation:
    """What was looked at, what changed in words, and what could not be looked at."""

    looked_at: int = 0
    changes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Undo(Exception):
    """A dry run takes back what it did."""


def reconcile(*, since: datetime | None, dry_run: bool = False) -> Reconciliation:
    """Ask after every order, refund and dispute that is under way, and with `since` after all that
    the provider has from then on, whoever made it; each has its effect in a transaction of its own.
    With `dry_run` nothing is written and nothing is asked for that moves money. One thing's fault
    stops no other; a provider that gives no answer ends it."""
    report = Reconciliation()
    if not cards_are_accepted():
        return report
    try:
        for name, work in _things(since, dry_run):
            _do(report, name, work, dry_run)
    except GatewayUnavailable as fault:
        report.faults.append(f"provider: no answer ({fault})")
    return report


def _things(
    since: datetime | None, dry_run: bool
) -> Iterable[tuple[str, Callable[[], Iterable[str]]]]:
    before = timezone.now() - WAITS
    orders = CardOrder.objects.filter(
        state__in=[OrderState.OPEN, OrderState.PENDING], made_at__lte=before
    ).exclude(gateway_id="")
    for order in orders.select_related("subscription", "charge"):
        yield f"order {order.reference}", partial(_order, order)
    asked = CardRefund.objects.filter(
        state__in=[CardRefundState.ASKED, CardRefundState.PENDING], asked_at__lte=before
    )
    for refund in asked.select_related("order__subscription", "order__charge"):
        yield f"refund {refund.reference}", partial(_refund, refund, dry_run)
    for dispute in CardDispute.objects.filter(state=CardDisputeState.OPEN):
        yield f"dispute {dispute.gateway_id}", partial(_dispute, dispute)
    if since is not None:
        yield from _theirs(since)


def _theirs(since: datetime) -> Iterable[tuple[str, Callable[[], Iterable[str]]]]:
    gateway = get_gateway()
    for checkout in gateway.checkouts_since(since):
        yield f"checkout {checkout.gateway_id}", partial(_each, [partial(take_checkout, checkout)])
    for refund in gateway.refunds_since(since):
        yield f"refund {refund.gateway_id}", partial(_each, effects_of_refund(refund))
    for dispute in gateway.disputes_since(since):
        yield f"dispute {dispute.gateway_id}", partial(_each, effects_of_dispute(dispute))


def _do(report: Reconciliation, name: str, work: Callable[[], Iterable[str]], dry_run: bool):
    report.looked_at += 1
    outcomes: list[str] = []
    try:
        with transaction.atomic():
            outcomes += work()
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    except GatewayUnavailable:
        raise
    except GatewayError as fault:
        logger.error("%s cannot be looked up: %s", name, fault)
        report.faults.append(f"{name}: {fault}")
    if "differs" in outcomes or "more than came" in outcomes:
        report.faults.append(f"{name}: the provider has another amount")
    changed = [one for one in outcomes if one not in _UNCHANGED and not one.startswith("was ")]
    if changed:
        report.changes.append(f"{name}: {', '.join(changed)}")


def _each(effects: list[Callable[[], str]]) -> list[str]:
    return [effect() for effect in effects]


def _order(order: CardOrder) -> list[str]:
    was = order.state
    after = settle_order(order).state
    return [] if after == was else [f"{was} -> {after}"]


def _refund(refund: CardRefund, dry_run: bool) -> list[str]:
    if refund.state == CardRefundState.PENDING:
        return [take_refund(get_gateway().fetch_refund(refund.gateway_id))]
    if dry_run:
        return ["would be asked for again"]
    after = send_refund(refund).state
    return [] if after == CardRefundState.ASKED else [f"asked -> {after}"]


def _dispute(dispute: CardDispute) -> list[str]:
    return [take_dispute(get_gateway().fetch_dispute(dispute.gateway_id))]
