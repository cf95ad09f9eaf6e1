"""Bank statements: brought in once, proposed by reference and amount, recorded by a person."""

from io import BytesIO

import pytest
import time_machine
from django.utils import timezone

from core.csv_files import BadRows
from subscriptions.models import BankLine, Payment
from subscriptions.refusals import (
    LineIsDone,
    MoreThanOwed,
    ProposalChanged,
    ReasonMissing,
)
from subscriptions.services.bank_matches import Matcher, confirm_line, set_aside, wait_again
from subscriptions.services.bank_statements import bring_statement
from subscriptions.services.payments import reverse_payment
from tests.plugins.races import errors
from tests.subscriptions.books import an_invoice, fresh, pay

pytestmark = pytest.mark.django_db


def bring(words: str):
    return bring_statement(BytesIO(words.encode()), file_name="november.csv", by=None)


def lines():
    return [
        (f"{line.posted_on:%d/%m/%Y}", line.words, line.amount_pence)
        for line in BankLine.objects.order_by("pk")
    ]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 10:00", tick=False):
        yield


@pytest.mark.parametrize(
    "statement",
    [
        # Lloyds, NatWest, HSBC or Nationwide, Barclays, Starling.
        "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,"
        "Debit Amount,Credit Amount,Balance\n12/11/2026,FPI,'01-02-03,12345678,MLS 22,,150.00,9\n"
        "13/11/2026,DD,'01-02-03,12345678,WATER,20.00,,9\n",
        "Date,Type,Description,Value,Balance,Account Name,Account Number\n"
        '12 Nov 2026,BAC,MLS 22,150.00,"1,150.00",X,1\n13 Nov 2026,D/D,WATER,-20.00,9,X,1\n',
        "Date,Transaction type,Description,Paid out,Paid in,Balance\n"
        "12-Nov-26,CR,MLS 22,,£150.00,£9\n13-Nov-26,DD,WATER,£20.00,,£9\n",
        "Number,Date,Account,Amount,Subcategory,Memo\n"
        ",12/11/2026,01-02-03 1,150.00,FT,MLS 22\n,13/11/2026,01-02-03 1,-20.00,DD,WATER\n",
        "\ufeffDATE,Counter Party,Amount (GBP)\n12/11/26,MLS 22,150\n13/11/26,WATER,(20.00)\n",
    ],
)
def test_exports_of_common_banks_are_read(statement):
    tally = bring(statement)
    assert lines() == [("12/11/2026", "MLS 22", 15_000)]
    assert (tally.new, tally.known, tally.went_out) == (1, 0, 1)


def test_same_file_and_one_that_overlaps_bring_nothing_twice():
    """Two equal amounts of a day are two lines, and stay two."""
    first = "Date,Description,Amount\n12/11/2026,A,10\n12/11/2026,A,10\n"
    assert bring(first).new == 2
    assert (bring(first).new, bring(first + "13/11/2026,B,5\n").new) == (0, 1)
    assert len(lines()) == 3


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "Date,Description,Amount\n12/11/2026,A,10\nsoon,B,1\n13/11/2026,C,x\n",
            ["row 3", "row 4"],
        ),
        ("Date,Description,Amount\n27/11/2026,A,10\n", ["row 2", "after today"]),
        ("Date,Description,Amount\n12/11/2026,A\n", ["row 2", "too few"]),
        ("Date,Description,Amount\n12/11/2026,A,\n", ["row 2", "no amount"]),
        ("Name,Sum\nA,1\n", ["“Date”", "“Paid in”"]),
        ("Date,Amount\n12/11/2026,1\n", ["“Description”"]),
        ("", ["empty"]),
    ],
)
def test_bad_file_says_which_rows_and_takes_nothing(statement, said):
    with pytest.raises(BadRows) as bad:
        bring(statement)
    for words in said:
        assert words in str(bad.value)
    assert not BankLine.objects.exists()


def a_line(words, pence=15_000) -> BankLine:
    return BankLine.objects.create(
        fingerprint=words, posted_on=timezone.localdate(), words=words, amount_pence=pence, row=2
    )


def test_proposes_by_reference_and_amount_and_says_why_not():
    invoice = an_invoice(purchase_order_number="PO-4711")
    twin = an_invoice(purchase_order_number="MILL-1")
    also = an_invoice(purchase_order_number="MILL-1")
    short = an_invoice(purchase_order_number="12")
    propose = Matcher().propose
    number = invoice.number.replace("-", " ").lower()
    for words in (f"BGC {number} thanks", invoice.number, "PO4711", "ref po 4711 school"):
        assert propose(a_line(words)).invoice == invoice, words
    unsaid = propose(a_line("THE SCHOOL"))
    assert (unsaid.invoice, "4 invoices ask for this amount" in unsaid.why) == (None, True)
    other = propose(a_line(f"{number} part", 5_000))
    assert (other.invoice, other.named) == (None, [invoice])
    assert "still asks for £150.00" in other.why
    both = propose(a_line("MILL-1"))
    assert (both.invoice, both.named) == (None, [twin, also])
    assert propose(a_line(f"{invoice.number}9")).named == []
    assert propose(a_line("12 nov")).named == []
    assert propose(a_line(f"PO-4711 for {short.number}")).invoice == short
    pay(invoice, 15_000)
    assert Matcher().propose(BankLine.objects.get(words="PO4711")).invoice is None


def test_person_confirms_once_and_the_payment_has_the_banks_words_and_day():
    invoice, line = an_invoice(), a_line("MLS 22")
    with pytest.raises(ProposalChanged):
        confirm_line(line, invoice, by=None, as_proposed=True)
    payment = confirm_line(line, invoice, by=None)
    assert confirm_line(line, invoice, by=None) == payment
    assert (payment.method, payment.reference) == ("bacs", "MLS 22")
    assert payment.received_on == line.posted_on
    assert fresh(invoice).state == "paid"
    for act in (
        lambda: confirm_line(line, an_invoice(), by=None),
        lambda: set_aside(line, reason="No.", by=None),
        lambda: wait_again(line, by=None),
    ):
        with pytest.raises(LineIsDone):
            act()
    reverse_payment(payment, by=None)
    assert wait_again(line, by=None).waits


def test_more_than_owed_is_recorded_when_a_person_says_so():
    invoice, line = an_invoice(), a_line("MLS 22", 16_000)
    with pytest.raises(MoreThanOwed):
        confirm_line(line, invoice, by=None)
    confirm_line(line, invoice, by=None, keep_surplus=True)
    assert fresh(invoice).surplus_pence == 1_000


def test_line_is_set_aside_with_a_reason_and_may_wait_again():
    line = a_line("Rent")
    with pytest.raises(ReasonMissing):
        set_aside(line, reason="", by=None)
    assert set_aside(line, reason="Rent of the hall.", by=None).waits is False
    with pytest.raises(LineIsDone):
        confirm_line(line, an_invoice(), by=None)
    assert wait_again(line, by=None).waits


@pytest.mark.postgres
def test_two_staff_confirming_one_line_record_one_payment(threads):
    invoice, line = an_invoice(), a_line("MLS 22")
    assert errors(threads(lambda: confirm_line(line, invoice, by=None), times=4)) == []
    assert Payment.objects.count() == 1
