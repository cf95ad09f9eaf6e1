"""How an issued invoice is corrected."""

from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import Message
from subscriptions.models import CreditNote, InvoiceLine, NumberSeries
from subscriptions.refusals import (
    AlreadySubscribed,
    CreditTooMuch,
    MoneyReceived,
    NothingToCredit,
    ReasonMissing,
)
from subscriptions.services.credit_notes import issue_credit_note, split_credit
from subscriptions.services.invoices import (
    issue_invoice,
    issue_joint_invoice,
    outstanding_pence,
    standing_invoice,
)
from subscriptions.services.subscriptions import cancel_subscription
from tests.factories.core import UserFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.plugins.examples import MONEY_EXAMPLES
from tests.plugins.races import errors
from tests.subscriptions.books import an_invoice, fresh, pay

pytestmark = pytest.mark.django_db


def credit(invoice, pence, **changes):
    amounts = {line.pk: pence for line in invoice.lines.all()}
    return issue_credit_note(
        invoice, amounts=amounts, **{"reason": "Sent twice.", "by": None, **changes}
    )


def test_part_then_the_rest_leave_the_invoice_as_it_was_and_free_what_it_sold():
    invoice, by = an_invoice(), UserFactory()
    note = credit(invoice, 5_000, by=by)
    assert note.number == f"INV-C{timezone.localdate().year}-0001"
    assert (note.total_pence, note.lines.get().vat_treatment) == (5_000, "exempt")
    after = fresh(invoice)
    assert (after.state, after.total_pence, after.outstanding_pence) == ("issued", 15_000, 10_000)
    letter = Message.objects.get(kind="credit_note_issued", to_email="finance@example.org")
    assert "Sent twice." in letter.text_body
    assert "Still to pay: £100.00" in letter.text_body

    credit(invoice, 10_000)
    after, line = fresh(invoice), invoice.lines.get()
    assert (after.state, after.outstanding_pence, line.stands) == ("credited", 0, False)
    again = issue_invoice(line.subscription, by=None)
    assert (again.number[-4:], standing_invoice(line.subscription)) == ("0002", again)


def test_credit_of_what_was_paid_stands_as_a_surplus():
    invoice = an_invoice()
    pay(invoice, 15_000)
    credit(invoice, 4_000)
    after = fresh(invoice)
    assert (after.state, after.paid_pence, after.surplus_pence) == ("paid", 15_000, 4_000)


def test_counters_hold_with_the_rows():
    invoice = an_invoice(vat_treatment="standard", vat_rate=20, vat_pence=3_000)
    for pence in (3_333, 3_333, 11_334):
        credit(invoice, pence)
    line = InvoiceLine.objects.get()
    rows = list(line.credits.all())
    assert line.credited_net_pence == sum(row.net_pence for row in rows) == 15_000
    assert line.credited_vat_pence == sum(row.vat_pence for row in rows) == 3_000
    assert fresh(invoice).credited_pence == 18_000


@settings(max_examples=MONEY_EXAMPLES, deadline=None)
@given(st.data())
def test_shares_of_net_and_vat_are_never_more_than_there_is(data):
    net = data.draw(st.integers(1, 10**6))
    line = InvoiceLine(net_pence=net, vat_pence=data.draw(st.integers(0, net)))
    while line.creditable_pence:
        pence = data.draw(st.integers(1, line.creditable_pence))
        parts = split_credit(line, pence)
        assert sum(parts) == pence
        assert min(parts) >= 0
        line.credited_net_pence += parts[0]
        line.credited_vat_pence += parts[1]
        assert line.credited_net_pence <= line.net_pence
        assert line.credited_vat_pence <= line.vat_pence


def test_what_cannot_be_credited_takes_no_number():
    invoice = an_invoice()
    for pence, refused in ((15_001, CreditTooMuch), (-1, CreditTooMuch), (0, NothingToCredit)):
        with pytest.raises(refused):
            credit(invoice, pence)
    with pytest.raises(ReasonMissing):
        credit(invoice, 1, reason=" ")
    assert not CreditNote.objects.exists()
    assert not NumberSeries.objects.filter(name__startswith="credit").exists()


def test_form_sent_twice_is_one_credit_note():
    invoice, key = an_invoice(), uuid4()
    assert credit(invoice, 100, form_key=key) == credit(invoice, 100, form_key=key)
    assert fresh(invoice).credited_pence == 100


def test_cancelling_credits_what_is_said_and_keeps_the_money():
    invoice = an_invoice()
    subscription = invoice.lines.get().subscription
    pay(invoice, 15_000)
    with pytest.raises(MoneyReceived, match=r"£150\.00"):
        cancel_subscription(subscription, reason="Closes.", by=None)
    with pytest.raises(CreditTooMuch):
        cancel_subscription(subscription, reason="Closes.", by=None, credit_pence=15_001)
    ended = cancel_subscription(subscription, reason="Closes.", by=None, credit_pence=10_000)
    after = fresh(invoice)
    assert (ended.state, after.state, after.surplus_pence) == ("cancelled", "paid", 10_000)


def test_cancelling_may_leave_the_debt():
    invoice = an_invoice()
    cancel_subscription(invoice.lines.get().subscription, reason="Late.", by=None, credit_pence=0)
    assert fresh(invoice).outstanding_pence == 15_000


def test_one_school_of_a_joint_invoice_is_credited_alone():
    from subscriptions.services.invoices import billing_of

    first, second = SubscriptionFactory(priced=True), SubscriptionFactory(priced=True)
    invoice = issue_joint_invoice([first, second], billing_of(first), by=None)
    cancel_subscription(first, reason="Left the trust.", by=None)
    after = fresh(invoice)
    assert (after.state, after.outstanding_pence) == ("issued", 15_000)
    assert [standing_invoice(each) for each in (first, second)] == [None, invoice]
    assert outstanding_pence(second) == 15_000
    assert AlreadySubscribed(second)


@pytest.mark.postgres
def test_fifty_at_once_have_fifty_numbers_without_a_gap(threads):
    """SAFETY 29, of credit notes."""
    invoices = [an_invoice() for _ in range(50)]
    outcomes = threads([lambda it=it: credit(it, 100) for it in invoices])
    assert errors(outcomes) == []
    numbers = sorted(CreditNote.objects.values_list("number", flat=True))
    assert [int(number[-4:]) for number in numbers] == list(range(1, 51))


@pytest.mark.postgres
def test_two_staff_crediting_one_line_credit_it_once(threads):
    invoice = an_invoice()
    outcomes = threads(lambda: credit(invoice, 15_000), times=4)
    assert [type(error) for error in errors(outcomes)] == [CreditTooMuch] * 3
    assert fresh(invoice).credited_pence == 15_000
