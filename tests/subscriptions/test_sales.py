"""What is sold beside subscriptions, and one invoice for several schools."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from directory.enums import Role
from subscriptions import sales
from subscriptions.enums import OrderState
from subscriptions.models import CardOrder, Charge, Invoice, Payer
from subscriptions.refusals import AlreadyInvoiced, NothingToInvoice
from subscriptions.sales import Sale, register_sale, sale_of
from subscriptions.services.card_payments import may_pay_by_card, start_card_payment
from subscriptions.services.invoices import (
    Billing,
    billing_of,
    issue_invoice,
    issue_joint_invoice,
    outstanding_pence,
    standing_invoice,
)
from subscriptions.services.payers import payer_named
from subscriptions.services.payments import pay_invoice
from subscriptions.services.settlements import settle_order
from tests.factories.subscriptions import ChargeFactory, SubscriptionFactory
from tests.subscriptions.people import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(monkeypatch) -> Iterator[list]:
    """Somebody sells places; what it was told is in the list."""
    told: list = []
    monkeypatch.setattr(sales, "_sales", {})
    register_sale(
        "test_place",
        Sale(
            label="A place",
            page=lambda charge: f"/places/{charge.reference}/",
            activated=lambda charge: told.append(("activated", charge.pk)),
            lapsed=lambda charge: told.append(("lapsed", charge.pk)),
        ),
    )
    return told


def test_charge_is_invoiced_once_and_its_seller_is_told(told):
    charge = ChargeFactory()
    invoice = issue_invoice(charge, by=None)
    assert issue_invoice(charge, by=None) == invoice
    line = invoice.lines.get()
    assert (line.charge, line.net_pence, line.description) == (charge, 4_000, charge.description)
    assert told == [("activated", charge.pk)]
    assert list(invoice.schools.all()) == [charge.school]
    letter = Message.objects.get(kind="invoice_issued").text_body
    assert "This is the invoice for Place at “Phonics first”" in letter


def test_charge_paid_by_card_has_its_invoice_and_its_seller_is_told(told, memory_gateway):
    charge = ChargeFactory()
    assert may_pay_by_card(charge)
    start_card_payment(charge, by=None)
    order = CardOrder.objects.get()
    memory_gateway.pay(order.gateway_id)
    settle_order(order)
    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert standing_invoice(charge).state == "paid"
    assert told == [("activated", charge.pk)]
    receipt = Message.objects.get(kind="payment_received").text_body
    assert f"/places/{charge.reference}/" in receipt


def test_charge_whose_card_payment_lapses_is_told_too(told, memory_gateway):
    charge = ChargeFactory()
    start_card_payment(charge, by=None)
    order = CardOrder.objects.get()
    memory_gateway.expire_checkout(order.gateway_id)
    settle_order(order)
    assert told == [("lapsed", charge.pk)]
    charge.refresh_from_db()
    assert (charge.active_from, standing_invoice(charge)) == (None, None)


def test_school_pays_its_charge_by_card_from_its_page(memory_gateway):
    charge = ChargeFactory()
    lead = signed_in(person(Role.SCHOOL_LEAD, charge.school))
    address = reverse("subscriptions:pay_charge_by_card", args=[charge.school.urn, charge.pk])
    assert lead.post(address)["Location"] == CardOrder.objects.get().gateway_url
    memory_gateway.pay(CardOrder.objects.get().gateway_id)
    settle_order(CardOrder.objects.get())
    assert lead.post(address)["Location"] == f"/places/{charge.reference}/"
    back = reverse("subscriptions:card_return", args=[charge.school.urn, CardOrder.objects.get()])
    assert f"/places/{charge.reference}/" in lead.get(back).content.decode()


def test_thing_is_charged_for_once_and_a_kind_has_a_seller():
    charge = ChargeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChargeFactory(reference=charge.reference)
    Charge.objects.update(ended_on=timezone.localdate())
    ChargeFactory(reference=charge.reference)
    with pytest.raises(LookupError, match="other"):
        sale_of(ChargeFactory.build(kind="other", school=None, school_name=""))


@pytest.fixture
def billing():
    return Billing(
        payer=payer_named("Marlbridge Learning Trust"),
        payer_name="Marlbridge Learning Trust",
        payer_address="Trust House",
        terms_days=30,
        finance_email="trust@example.org",
    )


def test_joint_invoice_has_a_line_a_school_and_is_paid_as_a_whole(billing):
    things = [SubscriptionFactory(priced=True) for _ in range(3)]
    things[1].vat_treatment, things[1].vat_rate, things[1].vat_pence = "standard", 20, 3_000
    things[1].save()
    invoice = issue_joint_invoice(things, billing, by=None)

    assert [line.subscription for line in invoice.lines.all()] == things
    assert (invoice.total_pence, invoice.line_count) == (48_000, 3)
    assert [standing_invoice(each) for each in things] == [invoice] * 3
    assert [outstanding_pence(each) for each in things] == [48_000] * 3
    assert [may_pay_by_card(each) for each in things] == [False] * 3
    letter = Message.objects.get(to_email="trust@example.org").text_body
    assert "£480.00 (Exempt £300.00; Standard rated at 20%, without VAT £150.00;" in letter
    pay_invoice(
        invoice, amount_pence=48_000, method="bacs", received_on=timezone.localdate(), by=None
    )
    assert [outstanding_pence(each) for each in things] == [0] * 3


def test_joint_invoice_is_seen_by_the_office_and_by_the_schools_it_names(billing):
    """It says what the other schools pay (SAFETY 33)."""
    first, second = SubscriptionFactory(priced=True), SubscriptionFactory(priced=True)
    invoice = issue_joint_invoice([first, second], billing, shown_to=[first.school], by=None)
    page = reverse("subscriptions:invoice", args=[invoice.number])
    seen = [
        signed_in(person(role, school)).get(page).status_code
        for role, school in [
            (Role.SCHOOL_LEAD, first.school),
            (Role.SCHOOL_FINANCE, second.school),
            (Role.FINANCE, None),
            (Role.PRACTITIONER, None),
        ]
    ]
    assert seen == [200, 404, 200, 404]
    own = reverse("subscriptions:subscription", args=[second.school.urn, second.pk])
    page = signed_in(person(Role.SCHOOL_LEAD, second.school)).get(own).content.decode()
    assert f"/invoices/{invoice.number}/" not in page
    assert first.school_name not in page
    assert "£300" not in page
    assert f"On invoice {invoice.number} to Marlbridge Learning Trust." in page


def test_joint_invoice_refuses_what_is_invoiced_and_nothing_at_all(billing):
    first, second = SubscriptionFactory(priced=True), SubscriptionFactory(priced=True)
    issue_invoice(first, by=None)
    with pytest.raises(AlreadyInvoiced, match=r"-0001 already"):
        issue_joint_invoice([second, first], billing, by=None)
    with pytest.raises(NothingToInvoice):
        issue_joint_invoice([], billing, by=None)
    assert Invoice.objects.count() == 1
    second.refresh_from_db()
    assert second.state == "applied"


def test_payer_is_the_school_or_whoever_it_names_however_it_is_written():
    own = SubscriptionFactory(priced=True)
    trusts = [
        SubscriptionFactory(priced=True, payer_name=name)
        for name in ("Marlbridge Trust", "MARLBRIDGE trust")
    ]
    payers = [billing_of(each).payer for each in (own, own, *trusts)]
    assert payers[0] == payers[1] == Payer.objects.get(school=own.school)
    assert payers[2] == payers[3] == Payer.objects.get(school=None)
