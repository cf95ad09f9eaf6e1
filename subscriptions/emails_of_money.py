"""What payers are told of their invoices after the first letter, credits and reminders; and what
the finance office is told of card payments that did not go the ordinary way."""

from django.conf import settings
from django.urls import reverse

from core.models import User
from core.services.outbox import queue_message
from core.templatetags.wording import long_date, pounds
from directory.enums import Role
from directory.models import RoleAssignment
from subscriptions.emails import about_of, bank_facts, page_url, send_to_contacts, spoken_of
from subscriptions.models import CardDispute, CardOrder, CardRefund, CreditNote, Invoice
from subscriptions.services.seller import seller_today


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
        **{**spoken_of(invoice), "button_url": page_url("credit_note", note.number)},
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
        **{**spoken_of(invoice), "button_url": page_url("invoice", invoice.number)},
    )


def tell_finance_paid_twice(order: CardOrder, invoice: Invoice) -> None:
    """That a card payment came for what was paid in another way too."""
    _tell_finance(
        order,
        f"paid_twice:{order.reference}",
        what="paid_twice",
        amount=pounds(order.amount_pence, "full"),
        surplus=pounds(invoice.surplus_pence, "full"),
    )


def tell_finance_of_refund(refund: CardRefund) -> None:
    """That a refund failed, differs, or was made on the provider's own pages."""
    what = "refund_elsewhere"
    if refund.problem:
        failed = refund.state == CardRefund.State.FAILED
        what = "refund_failed" if failed else "refund_differs"
    _tell_finance(
        refund.order,
        f"refund:{refund.reference}:{refund.state}",
        what=what,
        amount=pounds(refund.amount_pence, "full"),
        problem=refund.problem,
        wants_credit_note=refund.wants_credit_note,
    )


def tell_finance_of_dispute(dispute: CardDispute) -> None:
    """That a cardholder disputes a payment, or how that ended."""
    _tell_finance(
        dispute.order,
        f"dispute:{dispute.gateway_id}:{dispute.state}",
        what=f"dispute_{CardDispute.State(dispute.state)}",
        amount=pounds(dispute.amount_pence, "full"),
    )


def tell_finance_of_surplus(note: CreditNote) -> None:
    """That a credit note which nobody of the office made left money that is not owed any more."""
    invoice = note.invoice
    context = {
        "credited": pounds(note.total_pence, "full"),
        "number": invoice.number,
        "why": note.reason,
        "surplus": pounds(invoice.surplus_pence, "full"),
        "facts": [("Payer", invoice.payer_name), ("Credit note", note.number)],
    }
    url = reverse("subscription_invoice:inspect", args=[invoice.pk])
    _tell("surplus_notice", f"surplus:{note.number}", context, url, about_of(invoice))


def _tell_finance(order: CardOrder, once: str, **context) -> None:
    """`what` happened, with the facts that its sentence holds."""
    context["facts"] = [("School", order.sold.school_name), ("For", order.description)]
    url = reverse("card_order:inspect", args=[order.pk])
    _tell("card_notice", once, context, url, about_of(order.sold))


def _tell(kind: str, once: str, context: dict, path: str, about: str) -> None:
    """To everybody of the finance office, or to its address where nobody holds the role."""
    live = RoleAssignment.objects.live().filter(role=Role.FINANCE)
    people = list(User.objects.filter(pk__in=live.values("user"), is_active=True))
    everybody = [(each.email, str(each)) for each in people]
    for place, (email, name) in enumerate(everybody or [(seller_today()["email"], "")]):
        queue_message(
            kind=kind,
            to_email=email,
            to_name=name,
            context={**context, "button_url": settings.SITE_URL + path},
            about=about,
            once_key=f"{kind}:{once}:{place}",
        )
