"""What schools are told of their subscriptions and money: queued in the caller's transaction.
A letter holds every fact of its paper, since a finance contact may have no account to open it."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from core.services.outbox import queue_message
from core.templatetags.wording import long_date, pounds
from subscriptions.models import (
    CardOrder,
    Charge,
    Invoice,
    InvoiceLine,
    Payment,
    Quotation,
    Subscription,
)
from subscriptions.models.invoice import things_of
from subscriptions.sales import sale_of
from subscriptions.wording import by_vat, vat_words


def send_invoice(invoice: Invoice) -> None:
    """The invoice in words, to the finance contact, with a copy to whoever applied."""
    lines = list(invoice.lines.select_related("subscription", "charge"))
    send_to_contacts(
        "invoice_issued",
        invoice,
        once=invoice.number,
        about=f"subscriptions.invoice:{invoice.pk}",
        paper=invoice,
        **_sold_with(invoice, lines),
        facts=[
            *_facts_of_invoice(invoice, lines),
            *bank_facts(invoice.seller, invoice.number),
        ],
        how_to_pay=invoice.seller["payment_text"],
        button_url=page_url("invoice", invoice.number),
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
    send_to_contacts(
        "quotation_made",
        quotation.subscription,
        once=quotation.number,
        about=about_of(quotation.subscription),
        subscription=quotation.subscription,
        paper=quotation,
        facts=facts,
        button_url=_page_of(quotation.subscription),
    )


def send_order_awaited(subscription: Subscription) -> None:
    """That the purchase order number is what we wait for."""
    send_to_contacts(
        "purchase_order_awaited",
        subscription,
        once=str(subscription.pk),
        about=about_of(subscription),
        subscription=subscription,
        button_url=_page_of(subscription),
    )


def send_receipt(payment: Payment) -> None:
    """That a payment has come, and of one that is more than was owed, what is left over."""
    facts = [
        ("Amount", pounds(payment.amount_pence, "full")),
        ("Paid by", payment.get_method_display()),
        ("Received", long_date(payment.received_on)),
    ]
    invoice = payment.invoice
    if invoice is not None:
        facts.append(("Invoice", invoice.number))
        if invoice.surplus_pence:
            facts.append(("More than was owed", pounds(invoice.surplus_pence, "full")))
    if payment.reference:
        facts.append(("Reference", payment.reference))
    about = invoice or payment.subscription
    send_to_contacts(
        "payment_received",
        about,
        once=str(payment.pk),
        about=about_of(about),
        facts=facts,
        **spoken_of(about),
    )


def send_card_failed(order: CardOrder) -> None:
    """That the bank refused, to whoever may try again."""
    send_to_contacts(
        "card_payment_failed",
        order.sold,
        once=str(order.reference),
        about=about_of(order.sold),
        amount=pounds(order.amount_pence, "full"),
        **spoken_of(order.sold),
    )


def send_ended(subscription: Subscription) -> None:
    """That the subscription was declined or cancelled, and why."""
    send_to_contacts(
        "subscription_ended",
        subscription,
        once=str(subscription.pk),
        about=about_of(subscription),
        subscription=subscription,
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


def _facts_of_invoice(invoice: Invoice, lines: list[InvoiceLine]) -> list[tuple[str, str]]:
    order = invoice.purchase_order_number
    only = _only_thing(lines)
    awaited = isinstance(only, Subscription) and only.po_to_follow
    facts = [
        ("Invoice", invoice.number),
        ("From", invoice.seller["name"]),
        ("To", invoice.payer_name),
        *(("For", words) for words in _described(lines)),
        ("Purchase order", order or "To follow" * awaited),
        ("Total", _total_of(invoice, lines)),
        ("Date", long_date(invoice.issued_on)),
        ("Due", long_date(invoice.due_on)),
        ("VAT registration number", invoice.seller["vat_number"]),
    ]
    return [(label, words) for label, words in facts if words]


def _described(lines: list[InvoiceLine]) -> list[str]:
    """What is sold, each thing once: its first line says it."""
    return [line.description for line in lines if line.part == 0]


def _total_of(invoice: Invoice, lines: list[InvoiceLine]) -> str:
    """ "£150.00 (VAT: exempt)"; of several treatments, what each comes to."""
    totals = by_vat(lines)
    if len(totals) == 1:
        return f"{pounds(invoice.total_pence, 'full')} (VAT: {vat_words(totals[0])})"
    each = [f"{total.net_words} {pounds(total.net_pence, 'full')}" for total in totals]
    vat = pounds(invoice.vat_pence, "full")
    return f"{pounds(invoice.total_pence, 'full')} ({'; '.join(each)}; VAT {vat})"


def _with_vat(paper: Quotation, priced: Subscription) -> str:
    """ "£150.00 (VAT: exempt)" or "£180.00 (VAT: £30.00 at 20%)"."""
    return f"{pounds(paper.total_pence, 'full')} (VAT: {vat_words(priced)})"


def _only_thing(lines: list[InvoiceLine]) -> Subscription | Charge | None:
    """What the lines sell, where that is one thing."""
    things = things_of(lines)
    return things[0] if len(things) == 1 and all(line.sold for line in lines) else None


def _sold_with(invoice: Invoice, lines: list[InvoiceLine]) -> dict[str, str]:
    """What the letter of an invoice says is sold, and `whom` it is about: the school of its only
    thing, or whoever pays."""
    sold = _only_thing(lines)
    if isinstance(sold, Subscription):
        return {"sold": "subscription", "whom": sold.school_name, "year": sold.year.long}
    if sold:
        return {"sold": "one", "whom": sold.school_name, "what": sold.spoken_of}
    return {"sold": "several", "whom": invoice.payer_name}


def spoken_of(about: Invoice | Subscription | Charge) -> dict[str, str]:
    """The facts `whom` and `what` of a letter, and where its button leads."""
    sold = about
    if isinstance(about, Invoice):
        sold = _only_thing(list(about.lines.select_related("subscription", "charge")))
        if sold is None:
            return {
                "whom": about.payer_name,
                "what": f"invoice {about.number}",
                "leads_to": "invoice",
                "button_url": page_url("invoice", about.number),
            }
    if isinstance(sold, Charge):
        url, leads_to = settings.SITE_URL + sale_of(sold).page(sold), "charge"
    else:
        url, leads_to = _page_of(sold), "subscription"
    return {
        "whom": sold.school_name,
        "what": sold.spoken_of,
        "leads_to": leads_to,
        "button_url": url,
    }


def send_to_contacts(
    kind: str, people: Invoice | Subscription | Charge, *, once: str, about: str, **context
) -> None:
    """To the finance contact and the contact of `people`, one letter to one address."""
    seen: set[str] = set()
    for place, (email, name) in enumerate(_contacts(people)):
        if not email or email.lower() in seen:
            continue
        seen.add(email.lower())
        queue_message(
            kind=kind,
            to_email=email,
            to_name=name,
            context=context,
            about=about,
            once_key=f"{kind}:{once}:{place}",
        )


def _contacts(people: Invoice | Subscription | Charge) -> Iterable[tuple[str, str]]:
    yield people.finance_email, people.finance_name
    yield people.contact_email, people.contact_name


def about_of(thing: Invoice | Subscription | Charge) -> str:
    """How the outbox notes what a message is about."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def page_url(name: str, *args) -> str:
    """A whole address of this app."""
    return settings.SITE_URL + reverse(f"subscriptions:{name}", args=args)


def _page_of(subscription: Subscription) -> str:
    return page_url("subscription", subscription.school.urn, subscription.pk)
