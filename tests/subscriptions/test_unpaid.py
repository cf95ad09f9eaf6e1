"""Whether an unpaid school may book, by its scheme."""

from datetime import date, timedelta

import pytest

from subscriptions.enums import UnpaidBooking
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from subscriptions.unpaid import unpaid_hold
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


def invoiced(rule, **facts):
    """A subscription whose scheme has the rule, and its invoice."""
    subscription = SubscriptionFactory(
        priced=True, scheme__unpaid_may_book=rule, scheme__grace_days=5, **facts
    )
    invoice = issue_invoice(subscription, by=None)
    subscription.refresh_from_db()
    return subscription, invoice


def test_rule_says_how_long_an_unpaid_school_books():
    for rule, first_day_off in ((UnpaidBooking.ALWAYS, None), (UnpaidBooking.IN_GRACE, 6)):
        subscription, invoice = invoiced(rule, academic_year=2026 + (first_day_off or 0))
        held = [
            days
            for days in (-30, 0, 5, 6, 300)
            if unpaid_hold(subscription, invoice.due_on + timedelta(days=days))
        ]
        assert held == ([6, 300] if first_day_off else [])
    subscription, invoice = invoiced(UnpaidBooking.NEVER, academic_year=2040)
    assert unpaid_hold(subscription, invoice.issued_on).owed_pence == 15_000


def test_what_is_owed_is_said_and_a_part_is_not_the_whole():
    subscription, invoice = invoiced(UnpaidBooking.NEVER)
    paying = {"method": "bacs", "received_on": invoice.issued_on, "by": None}
    record_payment(subscription, amount_pence=5_000, **paying)
    words = unpaid_hold(subscription, invoice.issued_on).words
    assert words.startswith(f"£100.00 is to be paid on invoice {invoice.number}, due on ")
    record_payment(subscription, amount_pence=10_000, **paying)
    assert unpaid_hold(subscription, invoice.due_on + timedelta(days=99)) is None


def test_without_an_invoice_only_payment_first_stands_in_the_way():
    facts = {"price_pence": 100, "vat_treatment": "exempt"}
    grace = SubscriptionFactory(scheme__unpaid_may_book=UnpaidBooking.IN_GRACE, **facts)
    assert unpaid_hold(grace, date(2100, 1, 1)) is None
    grace.scheme.unpaid_may_book = UnpaidBooking.NEVER
    assert unpaid_hold(grace, date(2100, 1, 1)).words == "£1.00 is to be paid for its subscription."
    grace.price_pence = None  # earlier records without an amount
    assert unpaid_hold(grace, date(2100, 1, 1)) is None
