"""Invoices: numbered, and never changed once they are made (P19)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import record, unsaved_changes
from directory.models import School
from subscriptions.emails import send_invoice
from subscriptions.enums import SubscriptionState
from subscriptions.models import Charge, Invoice, Payer, Subscription
from subscriptions.refusals import (
    AlreadyInvoiced,
    NoPrice,
    NothingToInvoice,
    PaidBefore,
    SubscriptionEnded,
)
from subscriptions.sales import sale_of
from subscriptions.services.balances import follow_money
from subscriptions.services.lines import lines_sold
from subscriptions.services.locks import lock_sold
from subscriptions.services.numbers import INVOICE, next_number
from subscriptions.services.payers import payer_named
from subscriptions.services.seller import seller_today

Sold = Subscription | Charge


@dataclass(frozen=True)
class Billing:
    """To whom an invoice goes, as it will print it. `terms_days` from its day to the due day."""

    payer: Payer
    payer_name: str
    payer_address: str
    terms_days: int
    purchase_order_number: str = ""
    finance_name: str = ""
    finance_email: str = ""
    contact_name: str = ""
    contact_email: str = ""


def billing_of(sold: Sold) -> Billing:
    """What the school said when it asked for the thing. It pays itself unless it named another."""
    name = sold.payer_name or sold.school_name
    is_school = name.casefold() in (sold.school_name.casefold(), sold.school.name.casefold())
    return Billing(
        payer=payer_named(name, school=sold.school if is_school else None),
        payer_name=name,
        payer_address=sold.invoice_address,
        terms_days=sold.payment_terms_days,
        purchase_order_number=sold.purchase_order_number,
        finance_name=sold.finance_name,
        finance_email=sold.finance_email,
        contact_name=sold.contact_name,
        contact_email=sold.contact_email,
    )


def standing_invoice(sold: Sold) -> Invoice | None:
    """The invoice whose line for it is not credited in full; there is one at most."""
    lines = {f"lines__{sold.sold_as}": sold, "lines__stands": True}
    return Invoice.objects.filter(**lines).first()


def issue_invoice(sold: Sold, *, by, on_behalf_of: str = "") -> Invoice:
    """A subscription or a charge has a numbered invoice, is active from today if it was not before,
    and the finance contact is told. Asked twice it gives the same invoice. Raises
    SubscriptionEnded, PaidBefore, and NoPrice for earlier records without an amount."""
    with transaction.atomic():
        # Two people pressing the button at once: the second finds the first one's invoice.
        sold = lock_sold(sold)
        if standing := standing_invoice(sold):
            return standing
        invoice = write_invoice(
            [sold], billing_of(sold), shown_to=[sold.school], by=by, on_behalf_of=on_behalf_of
        )
        send_invoice(invoice)
    return invoice


def issue_joint_invoice(
    things: Sequence[Sold], billing: Billing, *, shown_to: Iterable[School] = (), by
) -> Invoice:
    """One invoice has a line for each of the things, all of them active from today, and the payer
    is told (P6). Only the office and the schools of `shown_to` may open it, since it says what each
    school costs. Raises NothingToInvoice, AlreadyInvoiced, and what `issue_invoice` raises."""
    if not things:
        raise NothingToInvoice
    with transaction.atomic():
        in_order = sorted(things, key=lambda each: (each.sold_as, each.pk))
        held = {(each.sold_as, each.pk): lock_sold(each) for each in in_order}
        locked = [held[each.sold_as, each.pk] for each in things]
        for each in locked:
            if standing := standing_invoice(each):
                raise AlreadyInvoiced(each, standing)
        invoice = write_invoice(locked, billing, shown_to=shown_to, by=by)
        send_invoice(invoice)
    return invoice


def write_invoice(
    things: Sequence[Sold],
    billing: Billing,
    *,
    shown_to: Iterable[School],
    by,
    on_behalf_of: str = "",
) -> Invoice:
    """As `issue_joint_invoice`, for a caller that holds the rows of the things and tells the payer
    in its own words."""
    for each in things:
        _refuse_to_invoice(each)
    lines = [(each, part, line) for each in things for part, line in enumerate(lines_sold(each))]
    today = timezone.localdate()
    invoice = Invoice(
        payer=billing.payer,
        issued_on=today,
        due_on=today + timedelta(days=billing.terms_days),
        payer_name=billing.payer_name,
        payer_address=billing.payer_address,
        purchase_order_number=billing.purchase_order_number,
        finance_name=billing.finance_name,
        finance_email=billing.finance_email,
        contact_name=billing.contact_name,
        contact_email=billing.contact_email,
        seller=seller_today(),
        net_pence=sum(line.net_pence for _each, _part, line in lines),
        vat_pence=sum(line.vat_pence for _each, _part, line in lines),
        line_count=len(lines),
        issued_by=by,
    )
    for each in things:
        activate(each)
    invoice.number = next_number(INVOICE, today)
    invoice.save(force_insert=True)
    for each, part, line in lines:
        invoice.lines.create(**asdict(line), part=part, **{each.sold_as: each})
    invoice.schools.set(shown_to)
    follow_money(invoice)
    record(invoice, "invoice.issued", by=by, on_behalf_of=on_behalf_of, pence=invoice.total_pence)
    return invoice


def _refuse_to_invoice(sold: Sold) -> None:
    if sold.has_ended:
        raise SubscriptionEnded
    if sold.price_pence is None:
        raise NoPrice
    if came := came_before(sold):
        raise PaidBefore(came)


def came_before(sold: Sold) -> int:
    """What earlier records say was paid, without an invoice."""
    if not isinstance(sold, Subscription):
        return 0
    return sum(payment.amount_pence for payment in sold.earlier_payments.all())


def activate(sold: Sold) -> None:
    """It is active, from today unless it was before: the day its invoice is issued or its card
    payment confirmed."""
    if isinstance(sold, Charge):
        if sold.active_from is None:
            sold.active_from = timezone.localdate()
            sold.save(update_fields=["active_from"])
            sale_of(sold).activated(sold)
        return
    if sold.state == SubscriptionState.ACTIVE:
        return
    sold.state = SubscriptionState.ACTIVE
    sold.active_from = timezone.localdate()
    changes = unsaved_changes(sold, "state", "active_from")
    sold.save(update_fields=["state", "active_from"])
    record(sold, "subscription.activated", changes=changes)


def paid_pence(sold: Sold) -> int:
    """What has come in for its invoice, less what was undone or given back; of earlier records,
    what came for the subscription. An invoice for several things counts as a whole."""
    invoice = standing_invoice(sold)
    return invoice.paid_pence if invoice else came_before(sold)


def outstanding_pence(sold: Sold) -> int | None:
    """What is still to pay, in pence, of its invoice as a whole or before one of its price; None
    for earlier records without an amount."""
    if invoice := standing_invoice(sold):
        return invoice.outstanding_pence
    total = sold.total_pence
    return None if total is None else max(total - came_before(sold), 0)


def is_shared(sold: Sold) -> bool:
    """True when one invoice covers it and other things: whoever that goes to pays it as a whole."""
    invoice = standing_invoice(sold)
    return bool(invoice and covers_others(invoice, sold))


def covers_others(invoice: Invoice, sold: Sold) -> bool:
    """True when a line of the invoice is not for this."""
    return invoice.lines.exclude(**{sold.sold_as: sold}).exists()
