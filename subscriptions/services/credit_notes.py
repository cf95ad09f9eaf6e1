"""Credit notes: how an issued invoice is corrected, in a series of their own (P19)."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit import record
from subscriptions.emails_of_money import send_credit_note
from subscriptions.models import CreditNote, Invoice, InvoiceLine
from subscriptions.refusals import CreditTooMuch, NothingToCredit, ReasonMissing
from subscriptions.services.balances import follow_money
from subscriptions.services.invoices import Sold, standing_invoice
from subscriptions.services.locks import lock_invoice
from subscriptions.services.numbers import CREDIT_NOTE, next_number
from subscriptions.services.seller import seller_today


def issue_credit_note(
    invoice: Invoice,
    *,
    amounts: Mapping[int, int],
    reason: str,
    by,
    form_key: UUID | None = None,
) -> CreditNote:
    """A numbered credit note takes back pence, VAT included, of the lines with these keys; the
    invoice's state follows and the payer is told. What was paid and is not owed any more stands as
    a surplus. A line credited in full may be invoiced again. Sent twice with one `form_key` it is
    one. Raises ReasonMissing, NothingToCredit and CreditTooMuch."""
    with transaction.atomic():
        # Two staff crediting one line: the second counts what the first took back.
        invoice = lock_invoice(invoice.pk)
        if form_key and (sent := CreditNote.objects.filter(form_key=form_key).first()):
            return sent
        return write_credit_note(invoice, amounts=amounts, reason=reason, by=by, form_key=form_key)


def credit_sold(sold: Sold, *, pence: int | None, reason: str, by) -> CreditNote | None:
    """Take back `pence` of what its invoice asks for this one thing, or with None all that is left;
    nothing without an invoice. The caller holds the thing's row. Raises CreditTooMuch."""
    invoice = standing_invoice(sold)
    if invoice is None or pence == 0:
        return None
    invoice = lock_invoice(invoice.pk)
    lines = list(invoice.lines.filter(**{sold.sold_as: sold}))
    left = sum(line.creditable_pence for line in lines)
    wanted = left if pence is None else pence
    if wanted > left:
        raise CreditTooMuch(left)
    amounts = {}
    for line in lines:
        amounts[line.pk] = min(wanted, line.creditable_pence)
        wanted -= amounts[line.pk]
    if not any(amounts.values()):
        return None
    return write_credit_note(invoice, amounts=amounts, reason=reason, by=by)


def creditable_pence(sold: Sold) -> int:
    """What its invoice still asks for this one thing, VAT included."""
    invoice = standing_invoice(sold)
    if invoice is None:
        return 0
    return sum(line.creditable_pence for line in invoice.lines.filter(**{sold.sold_as: sold}))


def write_credit_note(
    invoice: Invoice, *, amounts: Mapping[int, int], reason: str, by, form_key: UUID | None = None
) -> CreditNote:
    """As `issue_credit_note`, for a caller that holds the invoice's row."""
    if not reason.strip():
        raise ReasonMissing
    parts = _parts(invoice, amounts)
    today, was = timezone.localdate(), invoice.state
    note = CreditNote.objects.create(
        number=next_number(CREDIT_NOTE, today),
        invoice=invoice,
        issued_on=today,
        reason=reason.strip(),
        payer_name=invoice.payer_name,
        payer_address=invoice.payer_address,
        seller=seller_today(),
        net_pence=sum(net for _line, net, _vat in parts),
        vat_pence=sum(vat for _line, _net, vat in parts),
        line_count=len(parts),
        issued_by=by,
        form_key=form_key,
    )
    for line, net, vat in parts:
        _take_back(note, line, net, vat)
    follow_money(invoice)
    if not invoice.due_pence:
        # With it go the lines that cost nothing.
        invoice.lines.update(stands=False)
    record(
        invoice,
        "invoice.credited",
        by=by,
        credit_note=note.number,
        pence=note.total_pence,
        changes={"invoice_state": (was, invoice.state)},
    )
    send_credit_note(note)
    return note


def _parts(invoice: Invoice, amounts: Mapping[int, int]) -> list[tuple[InvoiceLine, int, int]]:
    """Each line with the pence of net and of VAT that are taken back of it."""
    parts = []
    for line in invoice.lines.all():
        pence = amounts.get(line.pk, 0)
        if pence < 0 or pence > line.creditable_pence:
            raise CreditTooMuch(line.creditable_pence)
        if pence:
            parts.append((line, *split_credit(line, pence)))
    if not parts:
        raise NothingToCredit
    return parts


def split_credit(line: InvoiceLine, pence: int) -> tuple[int, int]:
    """How much of `pence` is net and how much VAT: in the line's own proportion, and never more of
    either than is left of it, so that the last credit takes exactly the rest."""
    net_left = line.net_pence - line.credited_net_pence
    vat_left = line.vat_pence - line.credited_vat_pence
    # Half up, in whole pence.
    vat = (pence * line.vat_pence * 2 + line.total_pence) // (line.total_pence * 2)
    vat = max(min(vat, vat_left), pence - net_left)
    return pence - vat, vat


def _take_back(note: CreditNote, line: InvoiceLine, net: int, vat: int) -> None:
    note.lines.create(
        invoice_line=line,
        description=line.description,
        net_pence=net,
        vat_treatment=line.vat_treatment,
        vat_rate=line.vat_rate,
        vat_pence=vat,
    )
    line.credited_net_pence += net
    line.credited_vat_pence += vat
    line.stands = line.creditable_pence > 0
    line.save(update_fields=["credited_net_pence", "credited_vat_pence", "stands"])
