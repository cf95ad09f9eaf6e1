"""Numbered papers that never change."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import Message
from subscriptions.enums import InvoiceState, SubscriptionState
from subscriptions.models import FinanceSettings, Invoice, NumberSeries
from subscriptions.refusals import NoPrice, SubscriptionEnded
from subscriptions.services.invoices import issue_invoice, outstanding_pence
from subscriptions.services.quotations import make_quotation
from tests.factories.core import UserFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def numbers():
    return sorted(Invoice.objects.values_list("number", flat=True))


def test_invoice_has_a_number_a_line_and_a_due_day():
    subscription = SubscriptionFactory(priced=True, scheme__payment_terms_days=14)
    by = UserFactory()
    invoice = issue_invoice(subscription, by=by)
    today = timezone.localdate()
    assert invoice.number == f"INV-{today.year}-0001"
    assert (invoice.issued_on, invoice.due_on) == (today, today + timedelta(days=14))
    assert (invoice.state, invoice.issued_by) == (InvoiceState.ISSUED, by)
    line = invoice.lines.get()
    assert (line.net_pence, line.vat_treatment, line.vat_pence) == (15_000, "exempt", 0)
    subscription.refresh_from_db()
    assert (subscription.state, subscription.active_from) == (SubscriptionState.ACTIVE, today)


def test_invoice_with_vat_says_the_rate():
    subscription = SubscriptionFactory(
        priced=True, vat_treatment="standard", vat_rate=Decimal(20), vat_pence=3_000
    )
    invoice = issue_invoice(subscription, by=None)
    assert invoice.total_pence == 18_000
    letter = Message.objects.get(to_email="finance@example.org").text_body
    assert "£180.00 (VAT: £30.00 at 20%)" in letter


def test_asked_twice_gives_one_invoice():
    subscription = SubscriptionFactory(priced=True)
    first = issue_invoice(subscription, by=None)
    assert issue_invoice(subscription, by=None) == first
    assert NumberSeries.objects.get().last_number == 1
    assert Message.objects.count() == 2


def test_change_of_bank_leaves_an_issued_invoice_alone():
    finance = FinanceSettings.load()
    finance.account_number, finance.sort_code = "12345678", "01-02-03"
    finance.save()
    invoice = issue_invoice(SubscriptionFactory(priced=True), by=None)
    finance.account_number = "87654321"
    finance.save()
    invoice.refresh_from_db()
    assert invoice.seller["account_number"] == "12345678"
    assert "12345678" in Message.objects.first().text_body


def test_refused_invoice_takes_no_number():
    issue_invoice(SubscriptionFactory(priced=True), by=None)
    with pytest.raises(NoPrice):
        issue_invoice(SubscriptionFactory(applied=True), by=None)
    with pytest.raises(SubscriptionEnded):
        issue_invoice(SubscriptionFactory(cancelled=True, price_pence=1), by=None)
    issue_invoice(SubscriptionFactory(priced=True), by=None)
    assert [number[-4:] for number in numbers()] == ["0001", "0002"]


def test_failing_transaction_gives_its_number_back():
    with transaction.atomic():
        issue_invoice(SubscriptionFactory(priced=True), by=None)
        transaction.set_rollback(True)
    issue_invoice(SubscriptionFactory(priced=True), by=None)
    assert [number[-4:] for number in numbers()] == ["0001"]


def test_each_calendar_year_counts_from_one():
    with time_machine.travel(date(2026, 12, 31), tick=False):
        issue_invoice(SubscriptionFactory(priced=True), by=None)
    with time_machine.travel(date(2027, 1, 1), tick=False):
        issue_invoice(SubscriptionFactory(priced=True), by=None)
    assert numbers() == ["INV-2026-0001", "INV-2027-0001"]


def test_subscription_from_earlier_records_keeps_its_first_day():
    subscription = SubscriptionFactory(price_pence=14_500, source="history")
    issue_invoice(subscription, by=None)
    subscription.refresh_from_db()
    assert subscription.active_from == subscription.year.first_day


def test_free_subscription_is_paid_at_once():
    subscription = SubscriptionFactory(priced=True, price_pence=0)
    assert issue_invoice(subscription, by=None).state == InvoiceState.PAID


def test_second_standing_invoice_is_refused_by_the_database():
    invoice = issue_invoice(SubscriptionFactory(priced=True), by=None)
    with pytest.raises(IntegrityError, match=r"one_standing_invoice|UNIQUE"), transaction.atomic():
        other = Invoice.objects.create(
            number="X",
            payer=invoice.payer,
            issued_on=invoice.issued_on,
            due_on=invoice.due_on,
            net_pence=1,
            line_count=1,
        )
        other.lines.create(subscription=invoice.lines.get().subscription, net_pence=1)


def test_quotation_has_its_own_series_and_activates_nothing():
    subscription = SubscriptionFactory(priced=True)
    quotation = make_quotation(subscription, by=None)
    today = timezone.localdate()
    assert quotation.number == f"INV-Q{today.year}-0001"
    assert quotation.valid_until == today + timedelta(days=60)
    assert make_quotation(subscription, by=None) == quotation
    subscription.refresh_from_db()
    assert subscription.state == SubscriptionState.APPLIED
    assert outstanding_pence(subscription) == 15_000


def test_quotation_is_refused_without_a_price_or_after_the_end():
    with pytest.raises(NoPrice):
        make_quotation(SubscriptionFactory(applied=True), by=None)
    with pytest.raises(SubscriptionEnded):
        make_quotation(SubscriptionFactory(cancelled=True), by=None)


@pytest.mark.postgres
def test_fifty_at_once_have_fifty_numbers_without_a_gap(threads):
    subscriptions = SubscriptionFactory.create_batch(50, priced=True)
    outcomes = threads([lambda it=it: issue_invoice(it, by=None) for it in subscriptions])
    assert errors(outcomes) == []
    assert [int(number[-4:]) for number in numbers()] == list(range(1, 51))


@pytest.mark.postgres
def test_one_subscription_invoiced_by_ten_at_once_has_one_invoice(threads):
    subscription = SubscriptionFactory(priced=True)
    outcomes = threads(lambda: issue_invoice(subscription, by=None), times=10)
    assert errors(outcomes) == []
    assert {outcome.result.number[-4:] for outcome in outcomes} == {"0001"}
    assert Invoice.objects.count() == 1
