"""Each thing that becomes of an invoice stands in the demonstration, and a statement to try."""

from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import Message
from directory.models import School
from directory.services.import_schools import import_schools
from home.demo.books import load_books
from home.demo.generate import DATA
from home.demo.money import load_finance_settings, load_scheme
from home.demo.people import load_accounts
from subscriptions.models import BankLine, CreditNote, Invoice, Payment, Subscription
from subscriptions.services.bank_matches import Matcher
from subscriptions.services.bank_statements import bring_statement
from subscriptions.services.invoices import issue_invoice
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


def test_a_statement_without_invoices_to_fit_says_what_to_load():
    with pytest.raises(CommandError, match="manage.py load_demo"):
        call_command("demo_statement")


def test_books_hold_each_case_and_the_statement_fits_them():
    with (DATA / "schools.csv").open("rb") as file:
        import_schools(file)
    accounts = load_accounts()
    load_finance_settings()
    scheme = load_scheme(AcademicYear.current())
    for number, school in enumerate(School.objects.in_authority("991")[:6]):
        owing = SubscriptionFactory(
            school=school, priced=True, purchase_order_number=f"PO-{4136 + number}"
        )
        issue_invoice(owing, by=None)
    load_books(scheme, accounts["office@example.org"], accounts["finance@example.org"])

    states = list(Invoice.objects.order_by("-number")[:7].values_list("state", flat=True))
    assert states == ["paid", "paid", "issued", "credited", "issued", "paid", "part_paid"]
    assert Invoice.objects.with_surplus().count() == 1
    assert CreditNote.objects.count() == 2
    assert Subscription.objects.filter(state="cancelled").count() == 1
    assert {"cheque", "internal_recharge"} <= set(Payment.objects.values_list("method", flat=True))

    matcher = Matcher()
    proposed = [bool(matcher.propose(line).invoice) for line in BankLine.objects.order_by("row")]
    assert proposed == [True, True, False, False, False]
    printed = StringIO()
    call_command("demo_statement", stdout=printed)
    tally = bring_statement(BytesIO(printed.getvalue().encode()), file_name="again", by=None)
    assert (tally.new, tally.known, tally.went_out) == (2, 5, 1)
    overdue = Invoice.objects.overdue(timezone.localdate())
    assert Message.objects.filter(kind="invoice_reminder").exists() is overdue.exists()
