"""What came of a card order: always asked of the provider, and granted from our own order.

An event grants nothing; it makes us look. Its row and its effect are one transaction, so a crash
between them leaves neither and the next delivery does both (SAFETY 1.2)."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import record
from subscriptions import gateways
from subscriptions.emails import send_card_failed, send_receipt
from subscriptions.enums import OrderState, PaymentMethod
from subscriptions.gateways import (
    CheckoutNotFound,
    CheckoutState,
    CheckoutStatus,
    GatewayError,
    GatewayUnavailable,
    get_gateway,
)
from subscriptions.models import CardOrder, GatewayEvent, Payment
from subscriptions.refusals import ReasonMissing
from subscriptions.sales import sale_of
from subscriptions.services.invoices import (
    billing_of,
    outstanding_pence,
    standing_invoice,
    write_invoice,
)
from subscriptions.services.locks import lock_invoice, lock_sold
from subscriptions.services.payments import write_payment

logger = logging.getLogger(__name__)

_CHECKOUT = "checkout.session."
_BANK_REFUSED = "checkout.session.async_payment_failed"
# A held order waits for a person, a paid one for nobody.
_SETTLED = (OrderState.PAID, OrderState.HELD)
# The sweep leaves alone what a webhook will most likely bring by itself.
SWEEP_AFTER = timedelta(minutes=5)


class WrongMode(Exception):
    """An event of the provider's test mode at a site that takes real money, or the reverse."""


class Duplicate(Exception):
    """The event has had its effect."""


def receive_event(event: gateways.GatewayEvent) -> str:
    """The event has had its effect once, however often and in whatever order it comes; returns what
    that was. Raises WrongMode, and GatewayUnavailable when the provider cannot be asked now: then
    nothing is written and the next delivery does it (SAFETY 11 to 14)."""
    gateway = get_gateway()
    if event.livemode != gateway.livemode:
        logger.error("A card event of the wrong mode was refused: %s", event.kind)
        raise WrongMode
    if GatewayEvent.objects.filter(pk=event.id).exists():
        return "duplicate"
    state = None
    if event.kind.startswith(_CHECKOUT):
        try:
            state = gateway.fetch_checkout(event.object_id)
        except CheckoutNotFound:
            pass
    try:
        with transaction.atomic():
            return _take_event(event, state)
    except Duplicate:
        return "duplicate"


def _take_event(event: gateways.GatewayEvent, state: CheckoutState | None) -> str:
    """Two deliveries at once: the key lets one row in, and the other waits for it and is told."""
    try:
        with transaction.atomic():
            row = GatewayEvent.objects.create(
                event_id=event.id, kind=event.kind[:80], object_id=event.object_id[:200]
            )
    except IntegrityError:
        raise Duplicate from None
    order = _order_of(state) if state else None
    if order is None:
        outcome = "no order of ours" if event.kind.startswith(_CHECKOUT) else "not for us"
    else:
        outcome = _apply(order, state, bank_refused=event.kind == _BANK_REFUSED)
    row.outcome = outcome
    row.save(update_fields=["outcome"])
    return outcome


def settle_order(order: CardOrder) -> CardOrder:
    """Ask the provider what became of an order, and let it have its effect. Asked again, nothing
    more happens. Raises GatewayError, and GatewayUnavailable when there is no answer."""
    if order.gateway_id and order.state not in _SETTLED:
        state = get_gateway().fetch_checkout(order.gateway_id)
        with transaction.atomic():
            _apply(order, state)
    order.refresh_from_db()
    return order


def sweep_orders() -> int:
    """Ask after every order that is open or pending for some minutes, so that a lost webhook is
    made good. Returns how many came to an end. One order's fault stops no other."""
    before = timezone.now() - SWEEP_AFTER
    waiting = CardOrder.objects.filter(
        state__in=[OrderState.OPEN, OrderState.PENDING], made_at__lte=before
    ).exclude(gateway_id="")
    changed = 0
    for order in waiting.select_related("subscription", "charge"):
        was = order.state
        try:
            changed += settle_order(order).state != was
        except GatewayUnavailable:
            break
        except GatewayError as fault:
            logger.error("Card order %s cannot be looked up: %s", order.reference, fault)
    return changed


def close_held_order(order: CardOrder, *, note: str, by) -> CardOrder:
    """A held order that a person has settled with the provider is closed, with a note of what was
    done; nothing the provider says later moves it. Raises ReasonMissing; closed twice, it stays."""
    if not note.strip():
        raise ReasonMissing
    with transaction.atomic():
        sold = lock_sold(order.sold)
        order = CardOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
        if order.state == OrderState.HELD:
            was, order.state = order.state, OrderState.FAILED
            order.held_reason = f"{order.held_reason} {note.strip()}"[:200]
            order.save(update_fields=["state", "held_reason"])
            record(
                sold,
                "card_order.closed",
                by=by,
                order=str(order.reference),
                note=note.strip(),
                changes={"order_state": (was, order.state)},
            )
    return order


def _order_of(state: CheckoutState) -> CardOrder | None:
    """Our order: by the provider's id, or by our reference when the event overtakes the answer."""
    order = CardOrder.objects.filter(gateway_id=state.gateway_id).first()
    return order or CardOrder.objects.filter(reference=_uuid(state.reference)).first()


def _uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


def _apply(order: CardOrder, state: CheckoutState, *, bank_refused: bool = False) -> str:
    """Bring the order in line with what the provider says, inside the caller's transaction."""
    sold = lock_sold(order.sold)
    order = CardOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
    setattr(order, sold.sold_as, sold)
    if order.state in _SETTLED or order.held_reason:
        return f"was {order.state}"
    if wrong := _difference(order, state):
        return _hold(order, wrong) if state.status == CheckoutStatus.COMPLETE else "differs"
    if state.is_paid:
        return _take_money(order, state)
    if bank_refused:
        return _fail(order)
    if state.status == CheckoutStatus.COMPLETE and order.state == OrderState.OPEN:
        return _move(order, OrderState.PENDING, gateway_id=state.gateway_id)
    if state.status == CheckoutStatus.EXPIRED and order.state == OrderState.OPEN:
        tell_lapsed(order)
        return _move(order, OrderState.EXPIRED)
    return "nothing new"


def _difference(order: CardOrder, state: CheckoutState) -> str:
    """What the provider has that is not as we asked; "" when all is as it should be (SAFETY 23)."""
    if order.gateway_id not in ("", state.gateway_id):
        return "The provider's checkout is not the one we opened."
    if state.reference != str(order.reference):
        return "The provider's checkout names another order."
    if state.livemode != get_gateway().livemode:
        return "The payment was made in the provider's other mode."
    if state.currency != order.currency:
        return f"Paid in {state.currency[:3]}, not {order.currency}."
    if state.amount_pence != order.amount_pence:
        return f"{state.amount_pence} pence was asked for, not {order.amount_pence}."
    return ""


def _take_money(order: CardOrder, state: CheckoutState) -> str:
    """The money is there: invoice, payment, active subscription and receipt, or held with the
    reason when it has nothing left to pay for (SAFETY 28)."""
    sold = order.sold
    order.gateway_id = state.gateway_id
    order.payment_reference = state.payment_reference
    if not state.payment_reference:
        return _hold(order, "The provider gave no reference for the payment.")
    if Payment.objects.filter(
        method=PaymentMethod.CARD, reference=state.payment_reference
    ).exists():
        return _hold(order, "The provider's payment is recorded already.")
    if sold.has_ended:
        return _hold(order, f"Paid after the {sold.sold_as} had ended. Refund it.")
    invoice = standing_invoice(sold)
    if invoice is not None:
        # A transfer may be recorded at this moment: what is owed is counted under the lock.
        invoice = lock_invoice(invoice.pk)
    if (outstanding_pence(sold) or 0) < order.amount_pence:
        return _hold(order, "Paid by card and in another way too. Refund one of them.")
    if invoice is None:
        invoice = write_invoice([sold], billing_of(sold), shown_to=[sold.school], by=order.made_by)
    payment = write_payment(
        invoice,
        by=None,
        amount_pence=order.amount_pence,
        method=PaymentMethod.CARD,
        received_on=timezone.localdate(),
        reference=state.payment_reference,
    )
    _move(order, OrderState.PAID)
    send_receipt(payment)
    return "paid"


def _fail(order: CardOrder) -> str:
    if order.state == OrderState.FAILED:
        return "nothing new"
    _move(order, OrderState.FAILED)
    tell_lapsed(order)
    send_card_failed(order)
    return "failed"


def tell_lapsed(order: CardOrder) -> None:
    """Whoever sells the charge learns that its card payment came to nothing."""
    if order.charge is not None and order.charge.active_from is None:
        sale_of(order.charge).lapsed(order.charge)


def _hold(order: CardOrder, reason: str) -> str:
    logger.error("Card order %s is held: %s", order.reference, reason)
    return _move(order, OrderState.HELD, held_reason=reason[:200])


def _move(order: CardOrder, state: OrderState, **changes: str) -> str:
    was, order.state = order.state, state
    for name, value in changes.items():
        setattr(order, name, value)
    if state != OrderState.PENDING:
        order.settled_at = timezone.now()
    order.save()
    record(
        order.sold,
        f"card_order.{state}",
        by=order.made_by if state == OrderState.PAID else None,
        order=str(order.reference),
        changes={"order_state": (was, order.state)},
    )
    return str(state)
