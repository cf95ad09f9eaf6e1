"""Money that came and is not owed: given back, or moved to another invoice of the same payer. It
stands on its invoice until then, so that it is never lost."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit import record
from subscriptions.enums import PaymentKind, PaymentMethod
from subscriptions.models import Invoice, Payment
from subscriptions.refusals import (
    AmountMissing,
    CardsComeByThemselves,
    NotOfThisPayer,
    PaidInFuture,
    SurplusTooSmall,
    TakesNoMore,
)
from subscriptions.services.balances import follow_money
from subscriptions.services.locks import lock_invoice, lock_invoices

_NOT_BY_HAND = (PaymentMethod.CARD, PaymentMethod.TRANSFER)


def give_back(
    invoice: Invoice,
    *,
    amount_pence: int,
    method: str,
    given_on: date,
    by,
    reference: str = "",
    form_key: UUID | None = None,
) -> Payment:
    """A row of the opposite amount says that so much of the surplus went back to the payer. Sent
    twice with one `form_key` it is one. Raises AmountMissing, PaidInFuture, CardsComeByThemselves
    and SurplusTooSmall."""
    if amount_pence <= 0:
        raise AmountMissing
    if given_on > timezone.localdate():
        raise PaidInFuture
    if method in _NOT_BY_HAND:
        raise CardsComeByThemselves
    with transaction.atomic():
        invoice = lock_invoice(invoice.pk)
        if sent := _sent_before(form_key):
            return sent
        return write_refund(
            invoice,
            amount_pence=amount_pence,
            method=method,
            received_on=given_on,
            reference=reference,
            form_key=form_key,
            by=by,
        )


def write_refund(invoice: Invoice, *, amount_pence: int, by, **fields) -> Payment:
    """As `give_back`, for a caller that holds the invoice's row: the card provider's refund too.
    Raises SurplusTooSmall."""
    if amount_pence > invoice.surplus_pence:
        raise SurplusTooSmall(invoice.surplus_pence)
    return write_outgoing(
        invoice, kind=PaymentKind.GIVEN_BACK, amount_pence=amount_pence, by=by, **fields
    )


def write_outgoing(
    invoice: Invoice, *, kind: PaymentKind, amount_pence: int, by, **fields
) -> Payment:
    """A row that says that money has gone, whether or not the invoice could do without it. The
    caller holds the invoice's row."""
    was = invoice.state
    row = Payment.objects.create(
        invoice=invoice, kind=kind, amount_pence=-amount_pence, recorded_by=by, **fields
    )
    follow_money(invoice)
    record(
        invoice,
        f"payment.{kind}",
        by=by,
        payment=row.pk,
        pence=row.amount_pence,
        changes={"invoice_state": (was, invoice.state)},
    )
    return row


def move_surplus(
    invoice: Invoice, *, to: Invoice, amount_pence: int, by, form_key: UUID | None = None
) -> Payment:
    """So much of the surplus pays another invoice of the same payer: a row each, which name each
    other; returns the one that adds. Sent twice with one `form_key` it is one move. Raises
    AmountMissing, NotOfThisPayer, SurplusTooSmall, and TakesNoMore when the other owes less."""
    if amount_pence <= 0:
        raise AmountMissing
    with transaction.atomic():
        held = lock_invoices([invoice.pk, to.pk])
        invoice, to = held[invoice.pk], held[to.pk]
        if sent := _sent_before(form_key):
            return sent
        _refuse_move(invoice, to, amount_pence)
        moved = {
            "kind": PaymentKind.MOVED,
            "method": PaymentMethod.TRANSFER,
            "received_on": timezone.localdate(),
            "recorded_by": by,
        }
        taken = Payment.objects.create(
            invoice=invoice, amount_pence=-amount_pence, reference=f"To {to}", **moved
        )
        added = Payment.objects.create(
            invoice=to,
            amount_pence=amount_pence,
            reference=f"From {invoice}",
            moved_from=taken,
            form_key=form_key,
            **moved,
        )
        for each, row in ((invoice, taken), (to, added)):
            was = each.state
            follow_money(each)
            record(
                each,
                "payment.moved",
                by=by,
                payment=row.pk,
                pence=row.amount_pence,
                changes={"invoice_state": (was, each.state)},
            )
    return added


def _refuse_move(invoice: Invoice, to: Invoice, amount_pence: int) -> None:
    if to.pk == invoice.pk or to.payer_id != invoice.payer_id:
        raise NotOfThisPayer
    if amount_pence > invoice.surplus_pence:
        raise SurplusTooSmall(invoice.surplus_pence)
    if amount_pence > to.outstanding_pence:
        raise TakesNoMore(to.number, to.outstanding_pence)


def _sent_before(form_key: UUID | None) -> Payment | None:
    return Payment.objects.filter(form_key=form_key).first() if form_key else None
