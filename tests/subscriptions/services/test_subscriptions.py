"""Applying, giving the purchase order, declining and cancelling."""

from dataclasses import replace

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import Message
from directory.enums import Role, Tier
from subscriptions.enums import InvoiceState, PayBy, SubscriptionState
from subscriptions.models import Invoice, Quotation, Subscription
from subscriptions.refusals import (
    AlreadySubscribed,
    MoneyReceived,
    NoPrice,
    NotWaiting,
    PurchaseOrderMissing,
    ReasonMissing,
    SchemeClosed,
    SchoolClosed,
    SubscriptionEnded,
    TermsNotAccepted,
)
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from subscriptions.services.subscriptions import (
    Application,
    accept_quotation,
    apply_for_subscription,
    cancel_subscription,
    decline_subscription,
    supply_purchase_order,
)
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import SubscriptionFactory, SubscriptionSchemeFactory
from tests.plugins.races import errors
from tests.subscriptions.people import person

pytestmark = pytest.mark.django_db

TYPED = Application(
    contact_name="Nell Hatherley",
    contact_email="nell@example.org",
    finance_name="Ambrose Tull",
    finance_email="finance@example.org",
    payer_name="",
    invoice_address="Mill Lane",
    terms_accepted=True,
)


@pytest.fixture
def scheme():
    return SubscriptionSchemeFactory(price=15_000)


@pytest.fixture
def school():
    return SchoolFactory(tier=Tier.PRIMARY)


@pytest.fixture
def lead(school):
    return person(Role.SCHOOL_LEAD, school)


@pytest.fixture
def apply(school, scheme, lead):
    return lambda **changes: apply_for_subscription(
        school, scheme, replace(TYPED, **changes), by=lead
    )


def actions(thing):
    return list(
        ModelLogEntry.objects.for_instance(thing).order_by("pk").values_list("action", flat=True)
    )


def letters():
    return sorted(Message.objects.values_list("kind", "to_email"))


def test_by_invoice_with_a_number_is_active_today(apply, school, lead):
    subscription = apply(purchase_order_number="PO 1")
    assert subscription.state == SubscriptionState.ACTIVE
    assert subscription.active_from == timezone.localdate()
    invoice = subscription.invoices.get()
    assert invoice.purchase_order_number == "PO 1"
    assert (subscription.applied_by, subscription.by_office) == (lead, False)
    assert letters() == [
        ("invoice_issued", "finance@example.org"),
        ("invoice_issued", "nell@example.org"),
    ]
    assert actions(subscription) == [
        "subscription.applied",
        "subscription.activated",
    ]
    assert actions(invoice) == ["invoice.issued"]


def test_school_is_kept_as_it_stood(apply, school):
    subscription = apply()
    name = school.name
    school.name, school.tier = "Another name", Tier.UPPER
    school.save()
    subscription.refresh_from_db()
    kept = (subscription.school_name, subscription.authority_code, subscription.tier)
    assert kept == (name, "990", Tier.PRIMARY)
    assert (subscription.price_pence, subscription.vat_treatment) == (15_000, "exempt")


def test_number_to_follow_waits_and_the_number_brings_the_invoice(apply, lead):
    subscription = apply(po_to_follow=True)
    assert subscription.state == SubscriptionState.AWAITING_PO
    assert not Invoice.objects.exists()
    assert {kind for kind, _ in letters()} == {"purchase_order_awaited"}

    subscription = supply_purchase_order(subscription, number=" PO 7 ", by=lead)
    assert subscription.state == SubscriptionState.ACTIVE
    assert subscription.invoices.get().purchase_order_number == "PO 7"


def test_number_given_after_the_invoice_leaves_its_words_alone(apply, lead):
    subscription = apply(po_to_follow=True)
    issue_invoice(subscription, by=None)
    supply_purchase_order(subscription, number="PO 9", by=lead)
    subscription.refresh_from_db()
    assert subscription.purchase_order_number == "PO 9"
    assert subscription.invoices.get().purchase_order_number == ""


def test_number_may_not_be_empty(apply, lead):
    with pytest.raises(PurchaseOrderMissing):
        supply_purchase_order(apply(po_to_follow=True), number="  ", by=lead)


def test_quotation_comes_first_and_its_acceptance_brings_the_invoice(apply, lead):
    subscription = apply(quotation_first=True, po_to_follow=True)
    assert subscription.state == SubscriptionState.APPLIED
    assert Quotation.objects.get().total_pence == 15_000
    accept_quotation(subscription, purchase_order_number="PO 3", by=lead)
    accept_quotation(subscription, by=lead)
    assert Invoice.objects.get().purchase_order_number == "PO 3"


def test_by_card_waits_for_the_payment(apply):
    subscription = apply(pay_by=PayBy.CARD, po_to_follow=True)
    assert subscription.state == SubscriptionState.APPLIED
    assert not Invoice.objects.exists()
    assert letters() == []


def test_office_acts_for_a_school_and_the_record_says_so(school, scheme):
    subscription = apply_for_subscription(school, scheme, TYPED, by=person(Role.PSG_ORGANISER))
    assert subscription.by_office is True
    entry = ModelLogEntry.objects.for_instance(subscription).get(action="subscription.applied")
    assert entry.data["on_behalf_of"] == school.urn


def test_second_application_finds_the_first(apply):
    first = apply()
    with pytest.raises(AlreadySubscribed) as refused:
        apply()
    assert refused.value.subscription == first
    assert Subscription.objects.count() == 1


def test_ended_one_leaves_room_for_another(apply, lead):
    cancel_subscription(apply(), reason="By mistake.", by=lead)
    assert apply().state == SubscriptionState.ACTIVE


def test_terms_not_accepted_is_refused(apply):
    with pytest.raises(TermsNotAccepted):
        apply(terms_accepted=False)


def test_closed_school_is_refused(scheme, lead):
    with pytest.raises(SchoolClosed):
        apply_for_subscription(SchoolFactory(closed=True), scheme, TYPED, by=lead)


@pytest.mark.parametrize("days", ["opens_on", "closes_on", "academic_year"])
def test_scheme_that_is_not_on_sale_is_refused(apply, scheme, days):
    today = timezone.localdate()
    if days == "academic_year":
        scheme.academic_year -= 1
    else:
        shift = timezone.timedelta(days=1 if days == "opens_on" else -1)
        setattr(scheme, days, today + shift)
    scheme.save()
    with pytest.raises(SchemeClosed):
        apply()
    assert not Subscription.objects.exists()


def test_school_without_a_price_is_refused(apply, scheme):
    scheme.prices.update(tier=Tier.UPPER)
    with pytest.raises(NoPrice):
        apply()
    assert not Subscription.objects.exists()


def test_declining_gives_a_reason_to_the_school(apply, lead):
    subscription = decline_subscription(apply(po_to_follow=True), reason="Twice.", by=lead)
    assert (subscription.state, subscription.end_reason) == (SubscriptionState.DECLINED, "Twice.")
    letter = Message.objects.get(kind="subscription_ended", to_email="finance@example.org")
    assert "Twice." in letter.text_body


def test_active_one_is_not_declined(apply, lead):
    with pytest.raises(NotWaiting):
        decline_subscription(apply(), reason="Late.", by=lead)


def test_cancelling_credits_an_unpaid_invoice(apply, lead):
    subscription = cancel_subscription(apply(), reason="School closes.", by=lead)
    assert subscription.state == SubscriptionState.CANCELLED
    assert subscription.ended_on == timezone.localdate()
    assert subscription.invoices.get().state == InvoiceState.CREDITED


def test_money_stands_in_the_way_of_cancelling(apply, lead):
    subscription = apply()
    record_payment(
        subscription,
        amount_pence=5_000,
        method="bacs",
        received_on=timezone.localdate(),
        by=lead,
    )
    with pytest.raises(MoneyReceived, match="£50.00"):
        cancel_subscription(subscription, reason="Late.", by=lead)


def test_ending_needs_a_reason(apply, lead):
    with pytest.raises(ReasonMissing):
        cancel_subscription(apply(), reason=" ", by=lead)


@pytest.mark.parametrize("again", [cancel_subscription, decline_subscription])
def test_ended_one_does_not_end_again(again):
    ended = SubscriptionFactory(cancelled=True)
    with pytest.raises(SubscriptionEnded):
        again(ended, reason="Again.", by=UserFactory())


def test_ended_one_takes_no_number(lead):
    with pytest.raises(SubscriptionEnded):
        supply_purchase_order(SubscriptionFactory(cancelled=True), number="PO", by=lead)


@pytest.mark.postgres
def test_ten_leads_at_once_make_one_subscription(school, scheme, threads):
    lead = person(Role.SCHOOL_LEAD, school)
    outcomes = threads(lambda: apply_for_subscription(school, scheme, TYPED, by=lead), times=10)
    assert [type(error) for error in errors(outcomes)] == [AlreadySubscribed] * 9
    assert Invoice.objects.count() == 1
