"""Invoices, quotations and the subscription's page: for whom they are, and what they say."""

import builtins
from copy import deepcopy

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from core import pdf
from core.pdf import OutsideFile, own_file
from directory.enums import Role
from subscriptions.models import FinanceSettings
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from subscriptions.services.quotations import make_quotation
from subscriptions.services.subscriptions import supply_purchase_order
from subscriptions.views import papers
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.subscriptions.people import person, signed_in

pytestmark = pytest.mark.django_db


def an_invoice_after_a_quotation():
    finance = FinanceSettings.load()
    finance.bank_account_name, finance.sort_code = "Marlbridge Training School", "01-02-03"
    finance.account_number = "12345678"
    finance.save()
    subscription = SubscriptionFactory(priced=True)
    make_quotation(subscription, by=None)
    return issue_invoice(subscription, by=None)


@pytest.fixture(scope="module")
def made(made_once):
    return made_once(an_invoice_after_a_quotation)


@pytest.fixture
def invoice(made):
    return deepcopy(made)


@pytest.fixture
def lead(invoice):
    return signed_in(person(Role.SCHOOL_LEAD, sold(invoice).school))


def sold(invoice):
    return invoice.lines.get().subscription


def addresses(invoice):
    """Every address that shows a school's money."""
    subscription = sold(invoice)
    quotation = subscription.quotations.get()
    return [
        reverse("subscriptions:invoice", args=[invoice.number]),
        reverse("subscriptions:invoice_pdf", args=[invoice.number]),
        reverse("subscriptions:quotation", args=[quotation.number]),
        reverse("subscriptions:quotation_pdf", args=[quotation.number]),
        reverse("subscriptions:subscription", args=[subscription.school.urn, subscription.pk]),
    ]


def text(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    "role", [Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE, Role.PSG_ORGANISER, Role.FINANCE]
)
def test_those_who_deal_with_the_money_see_it(invoice, role, monkeypatch):
    # Each paper is drawn for the lead; of the others it is only asked who has it.
    if role != Role.SCHOOL_LEAD:
        monkeypatch.setattr(papers, "pdf_response", lambda *words: HttpResponse())
    school = sold(invoice).school if role.startswith("school_") else None
    client = signed_in(person(role, school))
    assert [client.get(each).status_code for each in addresses(invoice)] == [200] * 5


def test_the_way_to_the_school_is_for_those_who_may_open_it(invoice, lead):
    pages = [addresses(invoice)[number] for number in (0, 2, 4)]
    school_page = f'href="{reverse("directory:school", args=[sold(invoice).school.urn])}"'
    finance = signed_in(person(Role.FINANCE))
    assert [school_page in text(lead, each) for each in pages] == [True] * 3
    assert [school_page in text(finance, each) for each in pages] == [False] * 3
    assert all("Subscription</span></a>" in text(finance, each) for each in pages[:2])


@pytest.mark.parametrize(
    "role", [Role.SCHOOL_MEMBER, Role.QA_LEAD, Role.EDITOR, Role.PRACTITIONER, Role.AST_COORDINATOR]
)
def test_for_everyone_else_there_is_no_such_page(invoice, role):
    """SAFETY 33."""
    school = sold(invoice).school if role.startswith("school_") else None
    client = signed_in(person(role, school))
    assert [client.get(each).status_code for each in addresses(invoice)] == [404] * 5


def test_another_schools_lead_finds_nothing(invoice):
    other = SchoolFactory()
    client = signed_in(person(Role.SCHOOL_LEAD, other))
    assert [client.get(each).status_code for each in addresses(invoice)] == [404] * 5
    foreign = reverse("subscriptions:subscription", args=[other.urn, sold(invoice).pk])
    assert client.get(foreign).status_code == 404


def test_stranger_is_asked_to_sign_in(invoice, client):
    for each in addresses(invoice):
        assert client.get(each)["Location"].startswith("/account/login/")


def test_unknown_number_is_not_there(lead):
    assert lead.get("/invoices/INV-1999-0001/").status_code == 404


def test_invoice_says_who_what_how_much_and_where_to_pay(invoice, lead):
    page = text(lead, addresses(invoice)[0])
    for words in (invoice.number, "£150.00", "Exempt", "01-02-03", "12345678", "Mill Lane"):
        assert words in page
    assert "0%" not in page


def test_paid_invoice_asks_for_nothing(invoice, lead):
    record_payment(
        sold(invoice),
        amount_pence=15_000,
        method="bacs",
        received_on=timezone.localdate(),
        by=None,
    )
    page = text(lead, addresses(invoice)[0])
    assert "Paid in full." in page
    assert "12345678" not in page


def test_part_paid_invoice_says_what_is_left(invoice, lead):
    record_payment(
        sold(invoice),
        amount_pence=5_000,
        method="cheque",
        received_on=timezone.localdate(),
        by=None,
    )
    assert "Still to pay: <b>£100.00</b>" in text(lead, addresses(invoice)[0])


def test_number_given_later_stands_beside_the_invoice(invoice, lead):
    lead_account = person(Role.SCHOOL_LEAD, sold(invoice).school)
    supply_purchase_order(sold(invoice), number="PO 9", by=lead_account)
    assert "Purchase order PO 9" in text(lead, addresses(invoice)[0])


def test_pdf_is_a_pdf_with_a_title_and_structure(invoice, lead):
    response = lead.get(addresses(invoice)[1])
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{invoice.number}.pdf"'
    assert response.content.startswith(b"%PDF")


def test_without_the_systems_libraries_the_page_says_so(invoice, lead, monkeypatch):
    monkeypatch.setattr(papers, "pdf_is_available", lambda: False)
    page = text(lead, addresses(invoice)[0])
    assert "This site cannot make PDFs at the moment." in page
    assert ".pdf" not in page
    assert lead.get(addresses(invoice)[1]).status_code == 404


def test_missing_library_is_noticed(monkeypatch):
    load = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("libpango")
        return load(name, *args, **kwargs)

    pdf.pdf_is_available.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    assert pdf.pdf_is_available() is False
    monkeypatch.undo()
    pdf.pdf_is_available.cache_clear()
    assert pdf.pdf_is_available() is True


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "https://example.org/a.css",
        "data:text/css,",
        "css/../../../etc/passwd",
        "fonts/../../config/settings/base.py",
    ],
)
def test_paper_reads_no_other_file(address):
    base = (pdf._static()).as_uri() + "/"
    with pytest.raises(OutsideFile):
        own_file(address if ":" in address else base + address)


def test_paper_reads_our_fonts():
    base = (pdf._static()).as_uri() + "/"
    assert own_file(base + "fonts/brygada-1918-latin-wght-normal.woff2").exists()


def test_quotation_page_has_no_bank_details(invoice, lead):
    page = text(lead, addresses(invoice)[2])
    assert "Valid until" in page
    assert "12345678" not in page


def test_giving_a_number_needs_a_number(lead, invoice):
    subscription = sold(invoice)
    subscription.po_to_follow = True
    subscription.save()
    address = reverse(
        "subscriptions:purchase_order", args=[subscription.school.urn, subscription.pk]
    )
    page = lead.post(address, {"purchase_order_number": ""}).content.decode()
    assert "Enter the purchase order number." in page
    lead.post(address, {"purchase_order_number": "PO 4"})
    subscription.refresh_from_db()
    assert (subscription.purchase_order_number, subscription.po_to_follow) == ("PO 4", False)


def test_number_for_nothing_is_a_sentence(lead, invoice):
    subscription = sold(invoice)
    address = reverse(
        "subscriptions:purchase_order", args=[subscription.school.urn, subscription.pk]
    )
    response = lead.post(address, {"purchase_order_number": "PO 4"}, follow=True)
    assert "There is nothing to add" in response.content.decode()
    subscription.refresh_from_db()
    assert subscription.purchase_order_number == ""


def test_finance_office_reads_and_does_not_order(invoice):
    subscription = SubscriptionFactory(priced=True)
    client = signed_in(person(Role.FINANCE))
    address = reverse(
        "subscriptions:purchase_order", args=[subscription.school.urn, subscription.pk]
    )
    assert client.post(address, {"purchase_order_number": "PO"}).status_code == 404
    assert not subscription.invoices.exists()


def school_page(client, school):
    return client.get(reverse("directory:school", args=[school.urn])).content.decode()


def test_school_page_shows_state_and_invoices(invoice, lead):
    page = school_page(lead, sold(invoice).school)
    assert "Waiting for payment" in page
    assert invoice.number in page


def test_colleague_sees_the_state_and_no_money(invoice):
    school = sold(invoice).school
    page = school_page(signed_in(person(Role.SCHOOL_MEMBER, school)), school)
    assert "Waiting for payment" in page
    assert invoice.number not in page
    assert "£" not in page.partition("<main")[2].partition("</main>")[0]


def test_school_page_costs_the_same_for_many_invoices(invoice, lead, count_queries):
    school = sold(invoice).school
    address = reverse("directory:school", args=[school.urn])
    lead.get(address)
    few = count_queries(lambda: lead.get(address))
    for year in range(2000, 2010):
        issue_invoice(SubscriptionFactory(school=school, academic_year=year, priced=True), by=None)
    assert count_queries(lambda: lead.get(address)) == few
