"""Money that came in: recorded once, never changed, undone by a row of its own."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit import record
from subscriptions.emails import send_receipt
from subscriptions.enums import PaymentMethod, SubscriptionSource
from subscriptions.models import Payment, Subscription
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
)
from subscriptions.services.invoices import follow_payments, outstanding_pence, standing_invoice
from subscriptions.services.locks import lock_subscription


def record_payment(
    subscription: Subscription,
    *,
    amount_pence: int,
    method: str,
    received_on: date,
    by,
    reference: str = "",
    form_key: UUID | None = None,
) -> Payment:
    """A payment of `amount_pence`, in full or in part, stands against the subscription, its
    invoice's state follows and the school has a receipt. Sent twice with one `form_key` it is one
    payment. Raises NotInvoiced, NothingOwed, MoreThanOwed, AmountMissing, PaidInFuture,
    CardsComeByThemselves and SubscriptionEnded. An earlier record without an amount takes any."""
    if amount_pence <= 0:
        raise AmountMissing
    if received_on > timezone.localdate():
        raise PaidInFuture
    if method == PaymentMethod.CARD:
        raise CardsComeByThemselves
    with transaction.atomic():
        # Two staff recording one transfer: the second counts the first one's row.
        subscription = lock_subscription(subscription.pk)
        if form_key and (sent := subscription.payments.filter(form_key=form_key).first()):
            return sent
        _refuse_too_much(subscription, amount_pence)
        payment = write_payment(
            subscription,
            amount_pence=amount_pence,
            method=method,
            received_on=received_on,
            reference=reference,
            by=by,
            form_key=form_key,
        )
        send_receipt(payment)
    return payment


def write_payment(subscription: Subscription, *, by, **fields) -> Payment:
    """Write a payment against the standing invoice, whose state follows. The caller holds the
    subscription's row and has looked at what is owed."""
    invoice = standing_invoice(subscription)
    payment = Payment.objects.create(
        subscription=subscription, invoice=invoice, recorded_by=by, **fields
    )
    was = invoice.state if invoice else None
    if invoice is not None:
        follow_payments(invoice)
    record(
        subscription,
        "payment.recorded",
        by=by,
        payment=payment.pk,
        pence=payment.amount_pence,
        method=str(payment.method),
        changes={"invoice_state": (was, invoice.state)} if invoice else None,
    )
    return payment


def reverse_payment(payment: Payment, *, by) -> Payment:
    """A row of the opposite amount undoes the payment, and the invoice's state follows; the
    subscription stays active. Raises AlreadyUndone, and CannotUndo for a card payment."""
    with transaction.atomic():
        subscription = lock_subscription(payment.subscription_id)
        payment = Payment.objects.get(pk=payment.pk)
        if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
            raise AlreadyUndone
        if payment.method == PaymentMethod.CARD:
            raise CannotUndo
        undone = Payment.objects.create(
            subscription=subscription,
            invoice=payment.invoice,
            method=payment.method,
            amount_pence=-payment.amount_pence,
            received_on=timezone.localdate(),
            reference=payment.reference,
            recorded_by=by,
            reverses=payment,
        )
        was = payment.invoice.state if payment.invoice else None
        if payment.invoice is not None and payment.invoice.stands:
            follow_payments(payment.invoice)
        record(
            subscription,
            "payment.reversed",
            by=by,
            payment=payment.pk,
            pence=undone.amount_pence,
            changes={"invoice_state": (was, payment.invoice.state)} if payment.invoice else None,
        )
    return undone


def _refuse_too_much(subscription: Subscription, amount_pence: int) -> None:
    if subscription.has_ended:
        raise SubscriptionEnded
    outstanding = outstanding_pence(subscription)
    if outstanding is None:
        return
    if outstanding == 0:
        raise NothingOwed
    from_here = subscription.source == SubscriptionSource.SITE
    if from_here and standing_invoice(subscription) is None:
        raise NotInvoiced
    if amount_pence > outstanding:
        raise MoreThanOwed(outstanding)
