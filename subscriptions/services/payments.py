"""Money that came in: recorded once, never changed, undone by a row of its own."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit import record
from subscriptions.emails import send_receipt
from subscriptions.enums import PaymentKind, PaymentMethod, SubscriptionSource
from subscriptions.models import Charge, Invoice, Payment, Subscription
from subscriptions.refusals import (
    AlreadyUndone,
    AmountMissing,
    CannotUndo,
    CardsComeByThemselves,
    MoreThanOwed,
    NothingOwed,
    NotInvoiced,
    PaidInFuture,
    SubscriptionEnded,
    SurplusGone,
)
from subscriptions.services.balances import follow_money
from subscriptions.services.invoices import outstanding_pence, standing_invoice
from subscriptions.services.locks import lock_invoice, lock_invoices, lock_subscription

# What only other rows write.
_NOT_BY_HAND = (PaymentMethod.CARD, PaymentMethod.TRANSFER)


def pay_invoice(
    invoice: Invoice,
    *,
    amount_pence: int,
    method: str,
    received_on: date,
    by,
    reference: str = "",
    form_key: UUID | None = None,
    keep_surplus: bool = False,
) -> Payment:
    """A payment of `amount_pence` stands against the invoice, whose state follows, and the payer
    has a receipt. Sent twice with one `form_key` it is one payment. What is more than is owed is
    refused, so that one transfer is not recorded twice; with `keep_surplus` it is taken, and stands
    as money to give back or to move. Raises NothingOwed, MoreThanOwed, AmountMissing, PaidInFuture
    and CardsComeByThemselves."""
    _refuse_shape(amount_pence, method, received_on)
    with transaction.atomic():
        # Two staff recording one transfer: the second counts the first one's row.
        invoice = lock_invoice(invoice.pk)
        if sent := _sent_before(form_key):
            return sent
        if not keep_surplus:
            _refuse_too_much(invoice.outstanding_pence, amount_pence)
        payment = write_payment(
            invoice,
            amount_pence=amount_pence,
            method=method,
            received_on=received_on,
            reference=reference,
            by=by,
            form_key=form_key,
        )
        send_receipt(payment)
    return payment


def record_payment(
    sold: Subscription | Charge,
    *,
    amount_pence: int,
    method: str,
    received_on: date,
    by,
    reference: str = "",
    form_key: UUID | None = None,
    keep_surplus: bool = False,
) -> Payment:
    """As `pay_invoice`, for the invoice of a subscription or a charge. An earlier record without an
    invoice takes the payment itself, and any amount if it has no price. Raises NotInvoiced and
    SubscriptionEnded besides."""
    typed = {
        "amount_pence": amount_pence,
        "method": method,
        "received_on": received_on,
        "reference": reference,
        "form_key": form_key,
        "by": by,
    }
    if invoice := standing_invoice(sold):
        return pay_invoice(invoice, **typed, keep_surplus=keep_surplus)
    _refuse_shape(amount_pence, method, received_on)
    if sold.has_ended:
        raise SubscriptionEnded
    if getattr(sold, "source", "") != SubscriptionSource.HISTORY:
        raise NothingOwed if sold.total_pence == 0 else NotInvoiced
    return _pay_earlier_record(sold, **typed)


def _pay_earlier_record(subscription: Subscription, *, by, **fields) -> Payment:
    with transaction.atomic():
        subscription = lock_subscription(subscription.pk)
        # A double click: the second waits here for the first.
        if sent := _sent_before(fields["form_key"]):
            return sent
        owed = outstanding_pence(subscription)
        if owed is not None:
            _refuse_too_much(owed, fields["amount_pence"])
        payment = Payment.objects.create(subscription=subscription, recorded_by=by, **fields)
        _record(payment, "payment.recorded", by=by)
        send_receipt(payment)
    return payment


def write_payment(invoice: Invoice, *, by, **fields) -> Payment:
    """Write a row against an invoice, whose state follows. The caller holds the invoice's row and
    has looked at what is owed."""
    payment = Payment.objects.create(invoice=invoice, recorded_by=by, **fields)
    was = invoice.state
    follow_money(invoice)
    _record(payment, "payment.recorded", by=by, was=was)
    return payment


def reverse_payment(payment: Payment, *, by) -> Payment:
    """A row of the opposite amount undoes the payment, and the invoice's state follows; what it
    paid for stays active. Of money moved between two invoices both rows are undone. Raises
    AlreadyUndone, CannotUndo for a card payment, and SurplusGone when the money has meanwhile been
    given back or moved."""
    with transaction.atomic():
        rows = _rows_undone_together(payment)
        held = lock_invoices(row.invoice_id for row in rows if row.invoice_id)
        if not held:
            lock_subscription(payment.subscription_id)
        for row in rows:
            if row.reverses_id or Payment.objects.filter(reverses=row).exists():
                raise AlreadyUndone
            if row.method == PaymentMethod.CARD:
                raise CannotUndo
        undone = [write_reversal(row, held.get(row.invoice_id), by=by) for row in rows]
    return undone[0]


def _rows_undone_together(payment: Payment) -> list[Payment]:
    """The payment, and the other side of it when money was moved."""
    payment = Payment.objects.get(pk=payment.pk)
    other = payment.moved_from or Payment.objects.filter(moved_from=payment).first()
    return [payment, other] if other else [payment]


def write_reversal(payment: Payment, invoice: Invoice | None, *, by) -> Payment:
    """A row of the opposite amount, for a caller that holds the invoice's row and has looked
    whether it may be undone. Raises SurplusGone."""
    if invoice is not None and invoice.paid_pence < payment.amount_pence:
        raise SurplusGone
    undone = Payment.objects.create(
        subscription=payment.subscription,
        invoice=invoice,
        kind=PaymentKind.REVERSAL,
        method=payment.method,
        amount_pence=-payment.amount_pence,
        received_on=timezone.localdate(),
        reference=payment.reference,
        recorded_by=by,
        reverses=payment,
    )
    was = invoice.state if invoice else ""
    if invoice is not None:
        follow_money(invoice)
    _record(undone, "payment.reversed", by=by, was=was)
    return undone


def _record(payment: Payment, action: str, *, by, was: str = "") -> None:
    invoice = payment.invoice
    record(
        invoice or payment.subscription,
        action,
        by=by,
        payment=payment.reverses_id or payment.pk,
        pence=payment.amount_pence,
        method=str(payment.method),
        changes={"invoice_state": (was, invoice.state)} if invoice else None,
    )


def _sent_before(form_key: UUID | None) -> Payment | None:
    """What the same form made when it was sent the first time."""
    return Payment.objects.filter(form_key=form_key).first() if form_key else None


def _refuse_shape(amount_pence: int, method: str, received_on: date) -> None:
    if amount_pence <= 0:
        raise AmountMissing
    if received_on > timezone.localdate():
        raise PaidInFuture
    if method in _NOT_BY_HAND:
        raise CardsComeByThemselves


def _refuse_too_much(owed: int, amount_pence: int) -> None:
    if owed == 0:
        raise NothingOwed
    if amount_pence > owed:
        raise MoreThanOwed(owed)
