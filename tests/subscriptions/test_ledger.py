"""The books as rows, and the screens that show them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from directory.enums import Role
from subscriptions.ledger import AGES, aged_debts, ledger_rows, statement
from subscriptions.models import BankLine, Invoice
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.payments import reverse_payment
from subscriptions.services.write_offs import write_off_invoice
from tests.subscriptions.books import an_invoice, pay
from tests.subscriptions.people import person, signed_in

pytestmark = pytest.mark.django_db

NASTY = "=HYPERLINK(1)\x0b"


@pytest.fixture
def finance():
    return signed_in(person(Role.FINANCE))


def credit(invoice, pence):
    line = invoice.lines.get()
    return issue_credit_note(invoice, amounts={line.pk: pence}, reason="Less.", by=None)


def words(response) -> str:
    return response.content.decode()


def test_ledger_has_every_row_of_the_days_and_adds_up():
    invoice = an_invoice(vat_treatment="standard", vat_rate=20, vat_pence=3_000)
    credit(invoice, 1_800)
    payment = pay(invoice, 5_000)
    reverse_payment(payment, by=None)
    today = timezone.localdate()
    rows = [(row[0], str(row[10]), str(row[11]), str(row[12])) for row in ledger_rows(today, today)]
    assert sorted(rows) == [
        ("Credit note", "-15", "-3", "-18"),
        ("Invoice", "150", "30", "180"),
        ("Payment, received", "", "", "50"),
        ("Payment, undone", "", "", "-50"),
    ]
    assert list(ledger_rows(today + timedelta(1), today + timedelta(9))) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ledger_and_debts_are_safe_to_open(finance, kind):
    """SAFETY 52: also with a control character in a name."""
    an_invoice(payer_name=NASTY, purchase_order_number="@SUM(1)")
    BankLine.objects.create(
        fingerprint="x", posted_on=timezone.localdate(), words=NASTY, amount_pence=1, row=2
    )
    today = timezone.localdate().isoformat()
    for address, asked in (
        (reverse("subscription_invoice:ledger"), {"first": today, "last": today, "format": kind}),
        (reverse("subscription_payer:debts"), {"format": kind}),
        (reverse("subscription_invoice:index"), {"export": kind}),
        (reverse("bank_line:index"), {"export": kind}),
    ):
        content = b"".join(finance.get(address, asked).streaming_content)
        if kind == "csv":
            assert b"'=HYPERLINK(1)" in content, address
            assert b"\x0b" not in content
        else:
            sheet = load_workbook(BytesIO(content)).active
            cells = [cell for row in sheet.iter_rows() for cell in row]
            found = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
            assert found, address
            assert {cell.data_type for cell in found} == {"s"}


def test_wrong_days_are_a_sentence(finance):
    address = reverse("subscription_invoice:ledger")
    asked = {"first": "2026-11-02", "last": "2026-11-01", "format": "csv"}
    assert "The last day comes after the first." in words(finance.get(address, asked))
    assert finance.post(address, asked).status_code == 405


def test_debts_stand_under_their_age():
    day = date(2027, 6, 30)
    wanted = {0: 0, 1: 1, 30: 1, 31: 2, 60: 2, 61: 3, 90: 3, 91: 4, 400: 4, -5: 0}
    for days, age in wanted.items():
        with time_machine.travel(day - timedelta(days=days + 30), tick=False):
            invoice = an_invoice()
        found = next(each for each in aged_debts(day) if each.payer == invoice.payer)
        assert [bool(pence) for pence in found.by_age] == [place == age for place in range(5)], days
    assert len(AGES) == 5


def test_debts_are_what_is_left_by_payer(finance):
    invoice = an_invoice()
    other = an_invoice(school=invoice.payer.school, academic_year=2030)
    pay(invoice, 5_000)
    credit(other, 1_000)
    pay(an_invoice(), 15_000)
    write_off_invoice(an_invoice(), reason="x", by=None)
    [debt] = aged_debts(timezone.localdate())
    assert (debt.payer, debt.total_pence) == (invoice.payer, 24_000)
    assert "£240.00" in words(finance.get(reverse("subscription_payer:debts")))


def test_statement_runs_to_what_is_owed():
    invoice = an_invoice()
    pay(invoice, 20_000, keep_surplus=True)
    lost = an_invoice(school=invoice.payer.school, academic_year=2030)
    write_off_invoice(lost, reason="x", by=None)
    credit(invoice, 1_000)
    entries = statement(Invoice.objects.filter(payer=invoice.payer))
    assert [entry.pence for entry in entries if entry.pence > 0] == [15_000, 15_000]
    assert entries[-1].balance == -6_000


def test_school_reads_its_own_statement_and_credit_note(finance):
    invoice, other = an_invoice(), an_invoice()
    pay(invoice, 5_000)
    note = credit(invoice, 1_000)
    school = invoice.payer.school
    lead = signed_in(person(Role.SCHOOL_LEAD, school))
    page = words(lead.get(reverse("subscriptions:account", args=[school.urn])))
    assert "£90.00" in page
    assert invoice.number in page
    assert other.number not in page
    paper = words(lead.get(reverse("subscriptions:credit_note", args=[note.number])))
    assert "Total credited" in paper
    assert "Less." in paper
    pdf = lead.get(reverse("subscriptions:credit_note_pdf", args=[note.number]))
    assert pdf.content.startswith(b"%PDF")
    shown = words(lead.get(reverse("subscriptions:invoice", args=[invoice.number])))
    assert note.number in shown
    assert "Still to pay: <b>£90.00</b>" in shown
    member = signed_in(person(Role.SCHOOL_MEMBER, school))
    assert member.get(reverse("subscriptions:account", args=[school.urn])).status_code == 404


def test_staff_bring_a_statement_in_and_record_what_they_tick(finance):
    invoice = an_invoice()
    an_invoice()
    day = f"{timezone.localdate():%d/%m/%Y}"
    content = f"Date,Description,Amount\n{day},{invoice.number},150\n{day},<b>Mystery</b>,150\n"
    file = BytesIO(content.encode())
    file.name = "statement.csv"
    page = words(finance.post(reverse("bank_line:bring"), {"file": file}, follow=True))
    assert "2 new" in page
    assert page.count('type="checkbox" name="pays"') == 1
    assert "&lt;b&gt;Mystery" in page  # SAFETY 51
    match, line = reverse("bank_line:match"), BankLine.objects.get(words=invoice.number)
    assert "Tick the lines" in words(finance.post(match, {}, follow=True))
    ticked = {"pays": [f"{line.pk}:{invoice.pk}", "x:y", "1", "999:999"]}
    assert "1 payment is recorded" in words(finance.post(match, ticked, follow=True))
    assert BankLine.objects.get(pk=line.pk).payment.invoice == invoice
    file = BytesIO(b"Date,Description,Amount\nsoon,A,1\n")
    file.name = "bad.csv"
    page = words(finance.post(reverse("bank_line:bring"), {"file": file}))
    assert "Row 2" in page
    assert "Nothing of the file was taken" in page


def test_screens_cost_the_same_for_many(finance, count_queries):
    names = (
        "bank_line:index",
        "bank_line:match",
        "subscription_payer:index",
        "subscription_payer:debts",
    )

    def one(number):
        invoice = an_invoice()
        BankLine.objects.create(
            fingerprint=str(number),
            posted_on=timezone.localdate(),
            words=invoice.number,
            amount_pence=15_000,
            row=2,
        )

    def costs():
        return {name: count_queries(lambda name=name: finance.get(reverse(name))) for name in names}

    one(0)
    costs()
    few = costs()
    for number in range(1, 30):
        one(number)
    assert costs() == few
    assert max(few.values()) <= 25
