"""What schools are told of their subscriptions and money: queued in the caller's transaction.
A letter holds every fact of its paper, since a finance contact may have no account to open it."""

from django.conf import settings
from django.urls import reverse

from core.services.outbox import queue_message
from core.templatetags.wording import long_date, pounds
from subscriptions.models import CardOrder, Invoice, Payment, Quotation, Subscription
from subscriptions.wording import vat_words


def send_invoice(invoice: Invoice) -> None:
    """The invoice in words, to the finance contact, with a copy to whoever applied."""
    _send(
        "invoice_issued",
        invoice.subscription,
        once=invoice.number,
        paper=invoice,
        facts=[*_facts_of_invoice(invoice), *bank_facts(invoice.seller, invoice.number)],
        how_to_pay=invoice.seller["payment_text"],
        button_url=_page("invoice", invoice.number),
    )


def send_quotation(quotation: Quotation) -> None:
    """The quotation in words, to the same two."""
    facts = [
        ("Quotation", quotation.number),
        ("For", quotation.description),
        ("To", quotation.payer_name),
        ("Total", _with_vat(quotation, quotation.subscription)),
        ("Valid until", long_date(quotation.valid_until)),
    ]
    _send(
        "quotation_made",
        quotation.subscription,
        once=quotation.number,
        paper=quotation,
        facts=facts,
        button_url=_page_of(quotation.subscription),
    )


def send_order_awaited(subscription: Subscription) -> None:
    """That the purchase order number is what we wait for."""
    _send(
        "purchase_order_awaited",
        subscription,
        once=str(subscription.pk),
        button_url=_page_of(subscription),
    )


def send_receipt(payment: Payment) -> None:
    """That a payment has come."""
    facts = [
        ("Amount", pounds(payment.amount_pence, "full")),
        ("Paid by", payment.get_method_display()),
        ("Received", long_date(payment.received_on)),
    ]
    if payment.invoice is not None:
        facts.append(("Invoice", payment.invoice.number))
    if payment.reference:
        facts.append(("Reference", payment.reference))
    _send(
        "payment_received",
        payment.subscription,
        once=str(payment.pk),
        payment=payment,
        facts=facts,
        button_url=_page_of(payment.subscription),
    )


def send_card_failed(order: CardOrder) -> None:
    """That the bank refused, to whoever may try again."""
    _send(
        "card_payment_failed",
        order.subscription,
        once=str(order.reference),
        amount=pounds(order.amount_pence, "full"),
        button_url=_page_of(order.subscription),
    )


def send_ended(subscription: Subscription) -> None:
    """That the subscription was declined or cancelled, and why."""
    _send(
        "subscription_ended",
        subscription,
        once=str(subscription.pk),
        ended=subscription.get_state_display().lower(),
    )


def bank_facts(seller: dict[str, str], reference: str) -> list[tuple[str, str]]:
    """Where to send a BACS payment; nothing while the finance office has typed no account."""
    if not seller["account_number"]:
        return []
    return [
        ("Account name", seller["bank_account_name"]),
        ("Sort code", seller["sort_code"]),
        ("Account number", seller["account_number"]),
        ("Payment reference", reference),
    ]


def _facts_of_invoice(invoice: Invoice) -> list[tuple[str, str]]:
    lines = list(invoice.lines.all())
    order = invoice.purchase_order_number
    facts = [
        ("Invoice", invoice.number),
        ("From", invoice.seller["name"]),
        ("To", invoice.payer_name),
        ("For", lines[0].description),
        ("Purchase order", order or "To follow" * invoice.subscription.po_to_follow),
        ("Total", _with_vat(invoice, invoice)),
        ("Date", long_date(invoice.issued_on)),
        ("Due", long_date(invoice.due_on)),
        ("VAT registration number", invoice.seller["vat_number"]),
    ]
    return [(label, words) for label, words in facts if words]


def _with_vat(paper: Invoice | Quotation, priced: Invoice | Subscription) -> str:
    """ "£150.00 (VAT: exempt)" or "£180.00 (VAT: £30.00 at 20%)"."""
    return f"{pounds(paper.total_pence, 'full')} (VAT: {vat_words(priced)})"


def _send(kind: str, subscription: Subscription, *, once: str, **context) -> None:
    people = [
        (subscription.finance_email, subscription.finance_name),
        (subscription.contact_email, subscription.contact_name),
    ]
    seen: set[str] = set()
    for place, (email, name) in enumerate(people):
        if not email or email.lower() in seen:
            continue
        seen.add(email.lower())
        queue_message(
            kind=kind,
            to_email=email,
            to_name=name,
            context={"subscription": subscription, **context},
            about=f"subscriptions.subscription:{subscription.pk}",
            once_key=f"{kind}:{once}:{place}",
        )


def _page(name: str, *args) -> str:
    return settings.SITE_URL + reverse(f"subscriptions:{name}", args=args)


def _page_of(subscription: Subscription) -> str:
    return _page("subscription", subscription.school.urn, subscription.pk)
