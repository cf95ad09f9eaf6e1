"""Quotations and invoices: numbered, and never changed once they are made (P19)."""

from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import record, unsaved_changes
from subscriptions.emails import send_invoice, send_quotation
from subscriptions.enums import InvoiceState, SubscriptionState
from subscriptions.models import FinanceSettings, Invoice, Quotation, Subscription
from subscriptions.refusals import NoPrice, SubscriptionEnded
from subscriptions.services.lines import describe, lines_sold
from subscriptions.services.locks import lock_subscription
from subscriptions.services.numbers import INVOICE, QUOTATION, next_number
from subscriptions.services.seller import seller_today


def standing_invoice(subscription: Subscription) -> Invoice | None:
    """The invoice that is neither credited nor written off; there is one at most."""
    gone = [InvoiceState.CREDITED, InvoiceState.WRITTEN_OFF]
    return subscription.invoices.exclude(state__in=gone).first()


def issue_invoice(subscription: Subscription, *, by, on_behalf_of: str = "") -> Invoice:
    """The subscription has a numbered invoice, is active from today if it was not before, and the
    finance contact is told. Asked twice it gives the same invoice. Raises SubscriptionEnded, and
    NoPrice for earlier records without an amount."""
    with transaction.atomic():
        # Two people pressing the button at once: the second finds the first one's invoice.
        subscription = lock_subscription(subscription.pk)
        if standing := standing_invoice(subscription):
            return standing
        invoice = write_invoice(subscription, by=by, on_behalf_of=on_behalf_of)
        send_invoice(invoice)
    return invoice


def write_invoice(subscription: Subscription, *, by, on_behalf_of: str = "") -> Invoice:
    """As `issue_invoice`, for a caller that holds the subscription's row and tells the school in
    its own words."""
    if subscription.has_ended:
        raise SubscriptionEnded
    if subscription.price_pence is None:
        raise NoPrice
    today = timezone.localdate()
    invoice = Invoice(
        subscription=subscription,
        issued_on=today,
        due_on=today + timedelta(days=subscription.scheme.payment_terms_days),
        payer_name=subscription.payer_name or subscription.school_name,
        payer_address=subscription.invoice_address,
        purchase_order_number=subscription.purchase_order_number,
        finance_email=subscription.finance_email,
        seller=seller_today(),
        issued_by=by,
    )
    activate(subscription)
    invoice.number = next_number(INVOICE, today)
    invoice.save(force_insert=True)
    for line in lines_sold(subscription):
        invoice.lines.create(**asdict(line))
    follow_payments(invoice)
    record(
        subscription,
        "invoice.issued",
        by=by,
        on_behalf_of=on_behalf_of,
        invoice=invoice.number,
        pence=invoice.total_pence,
    )
    return invoice


def activate(subscription: Subscription) -> None:
    """It is active, from today unless it was before: the day its invoice is issued or its card
    payment confirmed."""
    if subscription.state == SubscriptionState.ACTIVE:
        return
    subscription.state = SubscriptionState.ACTIVE
    subscription.active_from = timezone.localdate()
    changes = unsaved_changes(subscription, "state", "active_from")
    subscription.save(update_fields=["state", "active_from"])
    record(subscription, "subscription.activated", changes=changes)


def paid_pence(subscription: Subscription) -> int:
    """What has come in, less what was undone."""
    return sum(payment.amount_pence for payment in subscription.payments.all())


def outstanding_pence(subscription: Subscription) -> int | None:
    """What is still to pay, in pence; None for earlier records without an amount."""
    total = subscription.total_pence
    return None if total is None else max(total - paid_pence(subscription), 0)


def follow_payments(invoice: Invoice) -> None:
    """The invoice's state is what the payments make it. The caller holds the subscription's row."""
    paid = paid_pence(invoice.subscription)
    if paid >= invoice.total_pence:
        state = InvoiceState.PAID
    else:
        state = InvoiceState.PART_PAID if paid > 0 else InvoiceState.ISSUED
    if invoice.state != state:
        invoice.state = state
        invoice.save(update_fields=["state"])


def make_quotation(subscription: Subscription, *, by, on_behalf_of: str = "") -> Quotation:
    """The subscription has a numbered quotation, sent to the finance contact; asked twice, the
    same one. Raises SubscriptionEnded and NoPrice."""
    with transaction.atomic():
        subscription = lock_subscription(subscription.pk)
        if quotation := subscription.quotations.first():
            return quotation
        if subscription.has_ended:
            raise SubscriptionEnded
        if subscription.price_pence is None:
            raise NoPrice
        today = timezone.localdate()
        quotation = Quotation(
            subscription=subscription,
            quoted_on=today,
            valid_until=today + timedelta(days=FinanceSettings.load().quotation_days),
            payer_name=subscription.payer_name or subscription.school_name,
            payer_address=subscription.invoice_address,
            description=describe(subscription),
            net_pence=subscription.price_pence,
            vat_treatment=subscription.vat_treatment,
            vat_rate=subscription.vat_rate,
            vat_pence=subscription.vat_pence,
            seller=seller_today(),
        )
        quotation.number = next_number(QUOTATION, today)
        quotation.save(force_insert=True)
        record(
            subscription,
            "quotation.made",
            by=by,
            on_behalf_of=on_behalf_of,
            quotation=quotation.number,
        )
        send_quotation(quotation)
    return quotation
