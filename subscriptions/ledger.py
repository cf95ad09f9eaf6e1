"""The books as rows: what the finance system takes in, what a payer owes, and how old the debts
are. Amounts of these files are in pounds, as finance systems read them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from subscriptions.models import CreditNote, CreditNoteLine, Invoice, InvoiceLine, Payer, Payment

LEDGER_HEADINGS = (
    "Kind",
    "Date",
    "Number",
    "For invoice",
    "Payer",
    "School URN",
    "Purchase order",
    "Description",
    "VAT treatment",
    "VAT rate",
    "Net",
    "VAT",
    "Total",
    "Method",
    "Reference",
    "Due",
)
# The ages of debts in days past the due day: a heading, and the last day it holds.
AGES = (("Not due yet", 0), ("1 to 30", 30), ("31 to 60", 60), ("61 to 90", 90), ("Over 90", None))


def in_pounds(pence: int) -> Decimal:
    return Decimal(pence) / 100


def ledger_rows(first: date, last: date) -> Iterator[list]:
    """Invoices and credit notes line by line, and payments, from the first day to the last, in the
    order of their days. What takes away is below nothing."""
    rows = [*_invoices(first, last), *_credit_notes(first, last), *_payments(first, last)]
    yield from sorted(rows, key=lambda row: (row[1], row[0], row[2]))


def _invoices(first: date, last: date) -> Iterator[list]:
    lines = InvoiceLine.objects.filter(invoice__issued_on__range=(first, last)).select_related(
        "invoice__payer", "subscription__school", "charge__school"
    )
    for line in lines:
        invoice = line.invoice
        yield _line_row("Invoice", invoice.issued_on, invoice.number, invoice, line, line, 1)


def _credit_notes(first: date, last: date) -> Iterator[list]:
    lines = CreditNoteLine.objects.filter(
        credit_note__issued_on__range=(first, last)
    ).select_related(
        "credit_note__invoice__payer",
        "invoice_line__subscription__school",
        "invoice_line__charge__school",
    )
    for line in lines:
        note = line.credit_note
        yield _line_row(
            "Credit note", note.issued_on, note.number, note.invoice, line.invoice_line, line, -1
        )


def _line_row(kind, day, number, invoice, sold_by, line, sign) -> list:
    sold = sold_by.sold
    return [
        kind,
        day,
        number,
        invoice.number,
        invoice.payer_name,
        sold.school.urn if sold else "",
        invoice.purchase_order_number,
        line.description,
        line.get_vat_treatment_display(),
        line.vat_rate if line.vat_rate is not None else "",
        in_pounds(sign * line.net_pence),
        in_pounds(sign * line.vat_pence),
        in_pounds(sign * line.total_pence),
        "",
        "",
        invoice.due_on,
    ]


def _payments(first: date, last: date) -> Iterator[list]:
    payments = Payment.objects.filter(received_on__range=(first, last)).select_related(
        "invoice__payer__school", "subscription__school"
    )
    for payment in payments:
        invoice = payment.invoice
        school = invoice.payer.school if invoice else payment.subscription.school
        yield [
            f"Payment, {payment.get_kind_display().lower()}",
            payment.received_on,
            str(payment.pk),
            invoice.number if invoice else "",
            payment.payer_name,
            school.urn if school else "",
            invoice.purchase_order_number if invoice else "",
            "",
            "",
            "",
            "",
            "",
            in_pounds(payment.amount_pence),
            payment.get_method_display(),
            payment.reference,
            "",
        ]


@dataclass
class Debt:
    """What one payer owes, by age, in pence."""

    payer: Payer
    by_age: list[int] = field(default_factory=lambda: [0] * len(AGES))

    @property
    def total_pence(self) -> int:
        return sum(self.by_age)


def aged_debts(day: date) -> list[Debt]:
    """Who owes what on a day, those who owe most first."""
    debts: dict[int, Debt] = {}
    for invoice in Invoice.objects.unpaid().select_related("payer"):
        debt = debts.setdefault(invoice.payer_id, Debt(invoice.payer))
        debt.by_age[_age((day - invoice.due_on).days)] += invoice.outstanding_pence
    return sorted(debts.values(), key=lambda debt: (-debt.total_pence, debt.payer.name))


def _age(days: int) -> int:
    """Which of AGES so many days past the due day belong to."""
    return next(place for place, (_words, last) in enumerate(AGES) if last is None or days <= last)


@dataclass(frozen=True)
class Entry:
    """A line of a statement of account: what it asks for or takes away, in pence, and what the
    payer owes after it; below nothing, what we owe the payer."""

    day: date
    words: str
    pence: int
    balance: int
    invoice: Invoice | None = None
    credit_note: CreditNote | None = None


def statement(invoices) -> list[Entry]:
    """The account of these invoices, the oldest entry first. What was written off is given up, so
    it is taken away."""
    found = invoices.order_by("issued_on", "number").prefetch_related(
        Prefetch("credit_notes", CreditNote.objects.order_by("number")), "payments"
    )
    rows = []
    for invoice in found:
        rows.append(
            (invoice.issued_on, 0, f"Invoice {invoice.number}", invoice.total_pence, invoice, None)
        )
        for note in invoice.credit_notes.all():
            words = f"Credit note {note.number} for {invoice.number}"
            rows.append((note.issued_on, 1, words, -note.total_pence, invoice, note))
        for payment in invoice.payments.all():
            words = (
                f"{payment.get_kind_display()}, {payment.get_method_display()}, {invoice.number}"
            )
            rows.append((payment.received_on, 2, words, -payment.amount_pence, invoice, None))
        if given_up := _given_up(invoice):
            rows.append(
                (invoice.due_on, 3, f"Written off, {invoice.number}", -given_up, invoice, None)
            )
    entries, balance = [], 0
    for day, _order, words, pence, invoice, note in sorted(rows, key=lambda row: row[:3]):
        balance += pence
        entries.append(Entry(day, words, pence, balance, invoice, note))
    return entries


def _given_up(invoice: Invoice) -> int:
    if invoice.state != invoice.State.WRITTEN_OFF:
        return 0
    return max(invoice.due_pence - invoice.paid_pence, 0)
