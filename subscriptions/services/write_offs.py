"""Giving a debt up: finance says why, and the invoice asks for nothing more."""

from django.db import transaction

from core.audit import record
from subscriptions.enums import InvoiceState
from subscriptions.models import Invoice
from subscriptions.refusals import NothingOwed, ReasonMissing
from subscriptions.services.balances import MOVES
from subscriptions.services.locks import lock_invoice


def write_off_invoice(invoice: Invoice, *, reason: str, by) -> Invoice:
    """What is still to pay is given up. What was paid stays, the subscription too, and money that
    comes after all is recorded as ever. Written off twice it stays so. Raises ReasonMissing, and
    NothingOwed for one that is paid or credited."""
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        invoice = lock_invoice(invoice.pk)
        if invoice.state == InvoiceState.WRITTEN_OFF:
            return invoice
        lost, was = invoice.outstanding_pence, invoice.state
        if not lost:
            raise NothingOwed
        invoice.state = MOVES.target("write_off", invoice.state)
        invoice.write_off_reason = reason.strip()
        invoice.save(update_fields=["state", "write_off_reason"])
        record(
            invoice,
            "invoice.written_off",
            by=by,
            pence=lost,
            changes={"invoice_state": (was, invoice.state)},
        )
    return invoice
