"""Invoices to try money on."""

from django.utils import timezone

from subscriptions.models import Invoice
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import pay_invoice
from tests.factories.subscriptions import SubscriptionFactory


def an_invoice(**changes) -> Invoice:
    """Of £150, exempt, for one school that pays itself."""
    return issue_invoice(SubscriptionFactory(priced=True, **changes), by=None)


def fresh(invoice: Invoice) -> Invoice:
    return Invoice.objects.get(pk=invoice.pk)


def pay(invoice: Invoice, pence: int, **changes):
    given = {"method": "bacs", "received_on": timezone.localdate(), "by": None}
    return pay_invoice(invoice, amount_pence=pence, **{**given, **changes})
