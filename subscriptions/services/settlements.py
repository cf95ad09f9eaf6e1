"""What came of a card order: always asked of the provider, and granted from our own order."""

import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit import record
from subscriptions.emails import send_card_failed, send_receipt
from subscriptions.emails_of_money import tell_finance_paid_twice
from subscriptions.enums import OrderState, PaymentMethod
from subscriptions.gateways import CheckoutState, CheckoutStatus, get_gateway
from subscriptions.models import CardOrder, Payment
from subscriptions.refusals import ReasonMissing
from subscriptions.sales import sale_of
from subscriptions.services.invoices import (
    billing_of,
    is_shared,
    outstanding_pence,
    standing_invoice,
    write_invoice,
)
from subscriptions.services.locks import lock_invoice, lock_sold
from subscriptions.services.payments import write_payment

logger = logging.getLogger(__name__)

# A held order waits for a person, a paid one for nobody.
_SETTLED = (OrderState.PAID, OrderState.HELD)


def settle_order(order: CardOrder) -> CardOrder:
    """Ask the provider what became of an order, and let it have its effect. Asked again, nothing
    more happens. Raises GatewayError, and GatewayUnavailable when there is no answer."""
    if order.gateway_id and order.state not in _SETTLED:
        state = get_gateway().fetch_checkout(order.gateway_id)
        with transaction.atomic():
            _apply(order, state)
    order.refresh_from_db()
    return order


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


def take_checkout(state: CheckoutState, *, bank_refused: bool = False) -> str:
    """What the provider says of a checkout has had its effect, inside the caller's transaction;
    returns what that was."""
    order = _order_of(state)
    return "no order of ours" if order is None else _apply(order, state, bank_refused=bank_refused)


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
    """The money is there: invoice, payment, active subscription and receipt. What was paid in
    another way too stands as a surplus, and the finance office is told (SAFETY 28); what has
    nothing to stand on is held with the reason."""
    sold = order.sold
    order.gateway_id = state.gateway_id
    order.payment_reference = state.payment_reference
    if not state.payment_reference:
        return _hold(order, "The provider gave no reference for the payment.")
    if Payment.objects.filter(
        method=PaymentMethod.CARD, reference=state.payment_reference
    ).exists():
        return _hold(order, "The provider's payment is recorded already.")
    order.received_pence = state.amount_pence
    if sold.has_ended:
        return _hold(order, f"Paid after the {sold.sold_as} had ended. Refund it.")
    invoice = standing_invoice(sold)
    if invoice is not None:
        # A transfer may be recorded at this moment: what is owed is counted under the lock.
        invoice = lock_invoice(invoice.pk)
    too_much = (outstanding_pence(sold) or 0) < order.amount_pence
    if too_much and (invoice is None or is_shared(sold)):
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
    if too_much:
        # It stands on the invoice until it is given back or moved.
        tell_finance_paid_twice(order, invoice)
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
