"""What a card payment that goes back does to the books, whoever sent it back."""

import logging

from django.utils import timezone

from subscriptions.enums import PaymentKind, PaymentMethod
from subscriptions.models import CardOrder, Invoice, Payment
from subscriptions.services.locks import lock_invoice, lock_sold
from subscriptions.services.payments import write_reversal
from subscriptions.services.surpluses import write_outgoing

logger = logging.getLogger(__name__)


def lock_order(order: CardOrder) -> tuple[CardOrder, Invoice | None]:
    """The order as it stands now and the invoice its money was recorded on, both held, in the order
    of locks that all of money keeps; no invoice for a held order."""
    sold = lock_sold(order.sold)
    came = Payment.objects.filter(
        method=PaymentMethod.CARD, kind=PaymentKind.RECEIVED, reference=order.payment_reference
    )
    payment = came.first() if order.payment_reference else None
    invoice = lock_invoice(payment.invoice_id) if payment else None
    order = CardOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
    setattr(order, sold.sold_as, sold)
    return order, invoice


def take_off(
    order: CardOrder, invoice: Invoice | None, kind: PaymentKind, pence: int
) -> Payment | None:
    """Money has gone without our doing: a row takes it off the invoice, which may ask for it again;
    None where it was never recorded, or was meanwhile moved or given back in another way."""
    order.returned_pence += pence
    order.save(update_fields=["returned_pence"])
    if invoice is None:
        return None
    if invoice.paid_pence < pence:
        logger.error("Invoice %s has not the money that went back to a card", invoice)
        return None
    return write_outgoing(
        invoice,
        kind=kind,
        amount_pence=pence,
        method=PaymentMethod.CARD,
        received_on=timezone.localdate(),
        reference=order.payment_reference,
        by=None,
    )


def put_back(order: CardOrder, payment: Payment | None, pence: int) -> None:
    """The money has not gone after all. The caller holds the order's row and its invoice's."""
    order.returned_pence -= pence
    order.save(update_fields=["returned_pence"])
    if payment is not None:
        write_reversal(payment, lock_invoice(payment.invoice_id), by=None)
