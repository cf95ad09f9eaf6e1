"""What the database refuses by itself, on either kind of database."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from subscriptions.guards import LIVING, lift_guards
from subscriptions.models import Invoice, Payment
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from subscriptions.services.quotations import make_quotation
from tests.factories.core import UserFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db

CHANGES = {
    "subscriptions_invoice": [
        "net_pence = 1",
        "number = 'X'",
        "due_on = '2030-01-01'",
        "payer_name = ''",
    ],
    "subscriptions_invoiceline": [
        "net_pence = 1",
        "description = 'Other'",
        "subscription_id = NULL",
    ],
    "subscriptions_payment": [
        "amount_pence = 1",
        "method = 'cheque'",
        "received_on = '2001-01-01'",
    ],
    "subscriptions_quotation": ["net_pence = 1"],
}


@pytest.fixture
def invoice():
    subscription = SubscriptionFactory(priced=True)
    make_quotation(subscription, by=None)
    invoice = issue_invoice(subscription, by=UserFactory())
    record_payment(
        subscription, amount_pence=5_000, method="bacs", received_on=timezone.localdate(), by=None
    )
    return invoice


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            assert cursor.rowcount, "The statement met no row, so nothing is proved."
    except IntegrityError as error:
        return "what was written never changes" in str(error)
    return False


def test_what_was_issued_or_paid_is_neither_changed_nor_deleted(invoice):
    for table, changes in CHANGES.items():
        for change in changes:
            assert refused(f"UPDATE {table} SET {change}"), (table, change)  # noqa: S608
        assert refused(f"DELETE FROM {table}"), table  # noqa: S608


def test_line_is_not_added_to_an_issued_invoice(invoice):
    line = invoice.lines.get()
    line.pk, line.subscription = None, None
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        line.save(force_insert=True)
    assert invoice.lines.count() == 1


def test_what_follows_the_money_may_change_and_an_account_may_go(invoice):
    Invoice.objects.update(state="written_off", paid_pence=0, credited_pence=1)
    invoice.lines.update(stands=False, credited_net_pence=1)
    invoice.issued_by.delete()
    assert Invoice.objects.get().issued_by is None


def test_guards_are_what_refuses(invoice):
    """Lifted, each change goes through: the tests above would notice."""
    lift_guards(connection, apps)
    assert not refused("UPDATE subscriptions_payment SET amount_pence = 1")
    assert Payment.objects.get().amount_pence == 1
    assert set(LIVING) >= {"Invoice", "InvoiceLine", "CreditNote", "CreditNoteLine", "Payment"}
