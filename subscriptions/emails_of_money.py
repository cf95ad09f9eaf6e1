"""What payers are told of their invoices after the first letter: credits and reminders."""

from core.templatetags.wording import long_date, pounds
from subscriptions.emails import about_of, bank_facts, page_url, send_to_contacts, spoken_of
from subscriptions.models import CreditNote, Invoice


def send_credit_note(note: CreditNote) -> None:
    """That a part of an invoice, or all of it, was taken back, and what is left to pay."""
    invoice = note.invoice
    facts = [
        ("Credit note", note.number),
        ("For invoice", invoice.number),
        ("Amount", pounds(note.total_pence, "full")),
        ("Date", long_date(note.issued_on)),
        ("Reason", note.reason),
        ("Still to pay", pounds(invoice.outstanding_pence, "full")),
    ]
    if invoice.surplus_pence:
        facts.append(("Paid and not owed any more", pounds(invoice.surplus_pence, "full")))
    send_to_contacts(
        "credit_note_issued",
        invoice,
        once=note.number,
        about=about_of(invoice),
        paper=note,
        facts=facts,
        **{
            **spoken_of(invoice),
            "button_url": page_url("credit_note", note.number),
            "button_words": "Open the credit note",
        },
    )


def send_reminder(invoice: Invoice, *, days: int) -> None:
    """That an invoice is due in so many days, or was due that many days ago, counted as minus."""
    facts = [
        ("Invoice", invoice.number),
        ("Still to pay", pounds(invoice.outstanding_pence, "full")),
        ("Due", long_date(invoice.due_on)),
        ("Purchase order", invoice.purchase_order_number),
        *bank_facts(invoice.seller, invoice.number),
    ]
    send_to_contacts(
        "invoice_reminder",
        invoice,
        once=f"{invoice.number}:{days}",
        about=about_of(invoice),
        paper=invoice,
        overdue=days > 0,
        facts=[(label, words) for label, words in facts if words],
        how_to_pay=invoice.seller["payment_text"],
        **{
            **spoken_of(invoice),
            "button_url": page_url("invoice", invoice.number),
            "button_words": "Open the invoice",
        },
    )
