"""Money that came and is not owed, and debts that are given up."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import Sum
from django.utils import timezone

from core.models import Message
from subscriptions.models import Payment
from subscriptions.refusals import (
    AlreadyUndone,
    AmountMissing,
    CardsComeByThemselves,
    MoreThanOwed,
    NothingOwed,
    NotOfThisPayer,
    PaidInFuture,
    ReasonMissing,
    SurplusGone,
    SurplusTooSmall,
    TakesNoMore,
)
from subscriptions.services.payments import reverse_payment
from subscriptions.services.surpluses import give_back, move_surplus
from subscriptions.services.write_offs import write_off_invoice
from tests.plugins.races import errors
from tests.subscriptions.books import an_invoice, fresh, pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def overpaid():
    """£200 came for £150."""
    invoice = an_invoice()
    pay(invoice, 20_000, keep_surplus=True)
    return invoice


def back(invoice, pence, **changes):
    given = {"method": "bacs", "given_on": timezone.localdate(), "by": None}
    return give_back(invoice, amount_pence=pence, **{**given, **changes})


def test_more_than_owed_needs_a_word_and_then_stands_visible(overpaid):
    invoice = an_invoice()
    with pytest.raises(MoreThanOwed):
        pay(invoice, 20_000)
    after = fresh(overpaid)
    assert (after.state, after.outstanding_pence, after.surplus_pence) == ("paid", 0, 5_000)
    receipt = Message.objects.filter(kind="payment_received").first().text_body
    assert "More than was owed: £50.00" in receipt


def test_surplus_goes_back_once_and_no_more_than_there_is(overpaid):
    key = uuid4()
    row = back(overpaid, 3_000, form_key=key)
    assert back(overpaid, 3_000, form_key=key) == row
    assert (row.amount_pence, row.kind, fresh(overpaid).surplus_pence) == (
        -3_000,
        "given_back",
        2_000,
    )
    for pence, changes, refused in (
        (2_001, {}, SurplusTooSmall),
        (0, {}, AmountMissing),
        (1, {"method": "card"}, CardsComeByThemselves),
        (1, {"given_on": timezone.localdate() + timedelta(days=1)}, PaidInFuture),
    ):
        with pytest.raises(refused):
            back(overpaid, pence, **changes)


def test_payment_whose_money_went_back_is_undone_after_that_is(overpaid):
    payment, row = Payment.objects.get(), back(overpaid, 5_000)
    with pytest.raises(SurplusGone):
        reverse_payment(payment, by=None)
    reverse_payment(row, by=None)
    reverse_payment(payment, by=None)
    after = fresh(overpaid)
    assert (after.state, after.paid_pence) == ("issued", 0)


def test_surplus_moves_to_another_invoice_of_the_payer_and_back(overpaid):
    other = an_invoice(school=overpaid.payer.school, academic_year=2030)
    added = move_surplus(overpaid, to=other, amount_pence=5_000, by=None)
    assert (fresh(overpaid).surplus_pence, fresh(other).paid_pence) == (0, 5_000)
    assert added.moved_from.amount_pence == -5_000
    assert Payment.objects.aggregate(all=Sum("amount_pence"))["all"] == 20_000

    reverse_payment(added.moved_from, by=None)
    assert (fresh(overpaid).surplus_pence, fresh(other).paid_pence) == (5_000, 0)
    with pytest.raises(AlreadyUndone):
        reverse_payment(added, by=None)


def test_move_is_refused_to_another_payer_or_beyond_what_is_there(overpaid):
    other = an_invoice(school=overpaid.payer.school, academic_year=2030)
    pay(other, 14_000)
    for to, pence, refused in (
        (an_invoice(), 1, NotOfThisPayer),
        (overpaid, 1, NotOfThisPayer),
        (other, 5_001, SurplusTooSmall),
        (other, 1_001, TakesNoMore),
        (other, 0, AmountMissing),
    ):
        with pytest.raises(refused):
            move_surplus(overpaid, to=to, amount_pence=pence, by=None)
    assert Payment.objects.filter(kind="moved").count() == 0


def test_debt_is_given_up_with_a_reason_and_the_money_may_still_come():
    invoice = an_invoice()
    pay(invoice, 5_000)
    with pytest.raises(ReasonMissing):
        write_off_invoice(invoice, reason=" ", by=None)
    write_off_invoice(invoice, reason="School closed.", by=None)
    assert write_off_invoice(invoice, reason="Again.", by=None).write_off_reason == "School closed."
    after = fresh(invoice)
    assert (after.state, after.outstanding_pence) == ("written_off", 0)
    pay(invoice, 10_000, keep_surplus=True)
    after = fresh(invoice)
    assert (after.state, after.surplus_pence) == ("paid", 0)
    with pytest.raises(NothingOwed):
        write_off_invoice(invoice, reason="Late.", by=None)


@pytest.mark.postgres
def test_surplus_given_back_by_five_at_once_goes_back_once(threads):
    invoice = an_invoice()
    pay(invoice, 20_000, keep_surplus=True)
    outcomes = threads(lambda: back(invoice, 5_000), times=5)
    assert [type(error) for error in errors(outcomes)] == [SurplusTooSmall] * 4
