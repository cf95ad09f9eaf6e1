"""Money by hand: once, never too much, undone by a row of its own."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import Message
from subscriptions.enums import InvoiceState, PaymentMethod
from subscriptions.models import Payment
from subscriptions.refusals import (
    AlreadyUndone,
    AmountMissing,
    CannotUndo,
    CardsComeByThemselves,
    MoreThanOwed,
    NothingOwed,
    NotInvoiced,
    PaidInFuture,
    SubscriptionEnded,
)
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment, reverse_payment
from tests.factories.core import UserFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice():
    return issue_invoice(SubscriptionFactory(priced=True), by=UserFactory())


def sold(invoice):
    return invoice.lines.get().subscription


def pay(subscription, pence=15_000, **changes):
    given = {"method": PaymentMethod.BACS, "received_on": timezone.localdate(), "by": None}
    return record_payment(subscription, amount_pence=pence, **{**given, **changes})


def state(invoice):
    invoice.refresh_from_db()
    return invoice.state


def test_part_then_the_rest(invoice):
    pay(sold(invoice), 5_000)
    assert state(invoice) == InvoiceState.PART_PAID
    payment = pay(sold(invoice), 10_000, reference="MLS 22")
    assert state(invoice) == InvoiceState.PAID
    assert (payment.invoice, payment.reference) == (invoice, "MLS 22")


def test_paid_twice_then_undone_is_one_receipt_and_each_step_in_the_record(invoice):
    """SAFETY 30."""
    by = UserFactory()
    payment = pay(sold(invoice), by=by)
    with pytest.raises(NothingOwed):
        pay(sold(invoice), by=by)
    undone = reverse_payment(payment, by=by)

    assert state(invoice) == InvoiceState.ISSUED
    assert (undone.amount_pence, undone.reverses) == (-15_000, payment)
    assert Message.objects.filter(kind="payment_received", to_email="finance@example.org").count()
    assert Message.objects.filter(kind="payment_received").count() == 2  # and a copy
    entries = ModelLogEntry.objects.for_instance(invoice).order_by("pk")
    by_people = [(entry.action, entry.user_id) for entry in entries if entry.user_id]
    assert by_people == [
        ("invoice.issued", invoice.issued_by_id),
        ("payment.recorded", by.pk),
        ("payment.reversed", by.pk),
    ]


def test_one_form_sent_twice_is_one_payment(invoice):
    key = uuid4()
    first = pay(sold(invoice), 5_000, form_key=key)
    assert pay(sold(invoice), 5_000, form_key=key) == first
    assert Payment.objects.count() == 1


def test_more_than_owed_is_refused_with_what_is_owed(invoice):
    pay(sold(invoice), 5_000)
    with pytest.raises(MoreThanOwed, match=r"£100\.00"):
        pay(sold(invoice), 10_001)


@pytest.mark.parametrize("pence", [0, -1])
def test_amount_must_be_above_nothing(invoice, pence):
    with pytest.raises(AmountMissing):
        pay(sold(invoice), pence)


def test_future_day_is_refused(invoice):
    with pytest.raises(PaidInFuture):
        pay(sold(invoice), received_on=timezone.localdate() + timedelta(days=1))


def test_card_is_never_recorded_by_hand(invoice):
    with pytest.raises(CardsComeByThemselves):
        pay(sold(invoice), method=PaymentMethod.CARD)


def test_subscription_without_an_invoice_is_refused():
    with pytest.raises(NotInvoiced):
        pay(SubscriptionFactory(priced=True))


def test_ended_subscription_is_refused():
    with pytest.raises(SubscriptionEnded):
        pay(SubscriptionFactory(cancelled=True))


def test_earlier_record_without_an_amount_takes_a_payment():
    subscription, key = SubscriptionFactory(source="history"), uuid4()
    paid = pay(subscription, 14_500, form_key=key)
    assert paid.amount_pence == 14_500
    assert pay(subscription, 14_500, form_key=key) == paid


def test_payment_is_undone_once(invoice):
    payment = pay(sold(invoice))
    undone = reverse_payment(payment, by=None)
    with pytest.raises(AlreadyUndone):
        reverse_payment(payment, by=None)
    with pytest.raises(AlreadyUndone):
        reverse_payment(undone, by=None)
    pay(sold(invoice))
    assert state(invoice) == InvoiceState.PAID


def test_card_payment_is_not_undone_here(invoice):
    payment = Payment.objects.create(
        subscription=sold(invoice),
        method=PaymentMethod.CARD,
        amount_pence=1,
        received_on=timezone.localdate(),
    )
    with pytest.raises(CannotUndo):
        reverse_payment(payment, by=None)


def test_database_refuses_a_payment_of_nothing(invoice):
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            subscription=sold(invoice),
            method=PaymentMethod.BACS,
            amount_pence=0,
            received_on=timezone.localdate(),
        )


@pytest.mark.postgres
def test_five_staff_recording_one_transfer_record_it_once(threads):
    invoice = issue_invoice(SubscriptionFactory(priced=True), by=None)
    outcomes = threads(lambda: pay(sold(invoice)), times=5)
    assert [type(error) for error in errors(outcomes)] == [NothingOwed] * 4
    assert Payment.objects.count() == 1
