"""An invoice's state is what its payments and credit notes make it."""

from django.db.models import Sum

from core.moves import Moves
from subscriptions.enums import InvoiceState
from subscriptions.models import Invoice

_OPEN = (InvoiceState.ISSUED, InvoiceState.PART_PAID)
MOVES = (
    Moves("invoice", "An invoice", InvoiceState, start=InvoiceState.ISSUED)
    .add("receive_part", _OPEN, InvoiceState.PART_PAID, by=["finance", "site"])
    .add(
        "receive_the_rest",
        [*_OPEN, InvoiceState.WRITTEN_OFF],
        InvoiceState.PAID,
        by=["finance", "site"],
    )
    .add(
        "undo_all", [InvoiceState.PART_PAID, InvoiceState.PAID], InvoiceState.ISSUED, by=["finance"]
    )
    .add("undo_some", InvoiceState.PAID, InvoiceState.PART_PAID, by=["finance"])
    .add(
        "credit_in_full",
        [*_OPEN, InvoiceState.PAID, InvoiceState.WRITTEN_OFF],
        InvoiceState.CREDITED,
        by=["finance"],
    )
    .add("write_off", _OPEN, InvoiceState.WRITTEN_OFF, by=["finance"])
)


def follow_money(invoice: Invoice) -> None:
    """What was paid and credited, and the state with it, follow the rows. The caller holds the
    invoice's row. One that was written off stays so until it is paid after all."""
    invoice.paid_pence = invoice.payments.aggregate(sum=Sum("amount_pence"))["sum"] or 0
    credited = invoice.credit_notes.aggregate(net=Sum("net_pence"), vat=Sum("vat_pence"))
    invoice.credited_pence = (credited["net"] or 0) + (credited["vat"] or 0)
    invoice.state = _state(invoice)
    invoice.save(update_fields=["paid_pence", "credited_pence", "state"])


def _state(invoice: Invoice) -> str:
    if invoice.credited_pence and not invoice.due_pence:
        return InvoiceState.CREDITED
    if invoice.paid_pence >= invoice.due_pence:
        return InvoiceState.PAID
    if invoice.state == InvoiceState.WRITTEN_OFF:
        return InvoiceState.WRITTEN_OFF
    return InvoiceState.PART_PAID if invoice.paid_pence > 0 else InvoiceState.ISSUED
