"""Subscribing in three steps, as a school's lead sees it."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from subscriptions.enums import PayBy
from subscriptions.models import Subscription
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import SubscriptionFactory, SubscriptionSchemeFactory
from tests.subscriptions.people import person, signed_in

pytestmark = pytest.mark.django_db

CONTACT = {
    "contact_name": "Nell Hatherley",
    "contact_email": "nell@example.org",
    "payer_name": "",
    "invoice_address": "Mill Lane",
}
PAY = {
    "pay": "invoice",
    "purchase_order_number": "PO 1",
    "finance_name": "",
    "finance_email": "finance@example.org",
}


@pytest.fixture
def scheme():
    return SubscriptionSchemeFactory(price=15_000, terms="Pay in 30 days.")


@pytest.fixture
def school():
    return SchoolFactory(tier="primary")


@pytest.fixture
def lead(school):
    return signed_in(person(Role.SCHOOL_LEAD, school))


def at(name, school):
    return reverse(f"subscriptions:{name}", args=[school.urn])


def go_through(client, school, scheme, *, contact=CONTACT, pay=PAY, terms="on"):
    first = client.post(at("subscribe", school), {**contact, "scheme": scheme.pk})
    second = client.post(at("subscribe_pay", school), pay)
    third = client.post(at("subscribe_check", school), {"terms_accepted": terms} if terms else {})
    return first, second, third


def words(response):
    return response.content.decode()


def test_three_steps_by_invoice(lead, school, scheme):
    first, second, third = go_through(lead, school, scheme)
    subscription = Subscription.objects.get()
    assert first["Location"] == at("subscribe_pay", school)
    assert second["Location"] == at("subscribe_check", school)
    assert third["Location"] == reverse(
        "subscriptions:subscription", args=[school.urn, subscription.pk]
    )
    assert (subscription.state, subscription.purchase_order_number) == ("active", "PO 1")
    page = words(lead.get(third["Location"]))
    assert "Waiting for payment" in page
    assert "£150.00" in page


def test_by_card_goes_straight_to_the_provider(lead, school, scheme, memory_gateway):
    *_, third = go_through(lead, school, scheme, pay={**PAY, "pay": "card"})
    assert third["Location"].startswith("https://pay.example.org/")
    assert Subscription.objects.get().pay_by == PayBy.CARD


def test_provider_that_is_away_leads_to_the_subscription_with_a_button(
    lead, school, scheme, memory_gateway
):
    memory_gateway.unavailable = True
    *_, third = go_through(lead, school, scheme, pay={**PAY, "pay": "card"})
    page = words(lead.get(third["Location"]))
    assert "We could not reach our card provider." in page
    assert "Pay by card" in page


def test_quotation_is_shown_and_accepted(lead, school, scheme):
    *_, third = go_through(lead, school, scheme, pay={**PAY, "pay": "quotation"})
    page = words(lead.get(third["Location"]))
    assert "Accept and make the invoice" in page
    subscription = Subscription.objects.get()
    order = reverse("subscriptions:purchase_order", args=[school.urn, subscription.pk])
    lead.post(order, {"purchase_order_number": "PO 5"})
    subscription.refresh_from_db()
    assert subscription.invoices.get().purchase_order_number == "PO 5"


def test_price_stays_in_view_and_no_money_moves_is_said(lead, school, scheme):
    lead.post(at("subscribe", school), {**CONTACT, "scheme": scheme.pk})
    for name in ("subscribe", "subscribe_pay"):
        page = words(lead.get(at(name, school)))
        assert "£150.00" in page
        assert "No money moves." in page


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("subscribe", {**CONTACT, "contact_email": "nell"}, "Enter an email address"),
        ("subscribe", {**CONTACT, "contact_name": "Nell\nx"}, "Write this on one line"),
        ("subscribe", {**CONTACT, "invoice_address": ""}, "Enter the address on the invoice."),
        ("subscribe_pay", {**PAY, "pay": ""}, "Choose how to pay"),
        ("subscribe_pay", {**PAY, "pay": "free"}, "Choose how to pay"),
        ("subscribe_pay", {**PAY, "po_to_follow": "on"}, "leave this box empty"),
        ("subscribe_pay", {**PAY, "finance_email": "a@b.c, d@e.f"}, "Enter an email address"),
        ("subscribe_check", {}, "Tick “We agree to the terms” to go on."),
    ],
)
def test_mistake_is_said_and_what_was_typed_stays(lead, school, scheme, step, typed, said):
    lead.post(at("subscribe", school), {**CONTACT, "scheme": scheme.pk})
    if step == "subscribe_check":
        lead.post(at("subscribe_pay", school), PAY)
    page = words(lead.post(at(step, school), {"scheme": scheme.pk, **typed}))
    assert "There is a problem" in page
    assert said in page
    assert typed.get("purchase_order_number", "") in page
    assert not Subscription.objects.exists()


def test_steps_are_taken_in_turn(lead, school, scheme):
    assert lead.get(at("subscribe_pay", school))["Location"] == at("subscribe", school)
    assert lead.get(at("subscribe_check", school))["Location"] == at("subscribe", school)
    assert lead.post(at("subscribe_check", school), {"terms_accepted": "on"}).status_code == 302
    assert not Subscription.objects.exists()


def test_subscribed_school_is_led_to_its_subscription(lead, school, scheme):
    standing = SubscriptionFactory(school=school, priced=True)
    response = lead.get(at("subscribe", school), follow=True)
    assert response.redirect_chain[-1][0].endswith(f"/subscriptions/{standing.pk}/")
    assert "already has a subscription" in words(response)


def test_another_tab_that_was_faster_is_found(lead, school, scheme):
    lead.post(at("subscribe", school), {**CONTACT, "scheme": scheme.pk})
    lead.post(at("subscribe_pay", school), PAY)
    standing = SubscriptionFactory(school=school, priced=True)
    response = lead.post(at("subscribe_check", school), {"terms_accepted": "on"}, follow=True)
    assert response.redirect_chain[-1][0].endswith(f"/subscriptions/{standing.pk}/")


def test_year_without_a_scheme_says_so(lead, school):
    assert "Subscriptions are not open" in words(lead.get(at("subscribe", school)))


def test_school_without_a_price_is_told_in_words(lead, school, scheme):
    scheme.prices.update(tier="upper")
    *_, third = go_through(lead, school, scheme)
    assert "There is no price yet for a school of this kind." in words(third)
    assert not Subscription.objects.exists()


def test_price_terms_and_state_cannot_be_posted(lead, school, scheme):
    """SAFETY 38."""
    extra = {"price_pence": "1", "state": "active", "active_from": "2020-01-01", "by_office": "1"}
    go_through(
        lead,
        school,
        scheme,
        contact={**CONTACT, **extra},
        pay={**PAY, "pay": "card", **extra},
    )
    subscription = Subscription.objects.get()
    kept = (subscription.price_pence, subscription.state, subscription.active_from)
    assert kept == (15_000, "applied", None)
    assert subscription.by_office is False


def test_another_schools_scheme_of_last_year_is_a_form_error(lead, school, scheme):
    """SAFETY 34."""
    old = SubscriptionSchemeFactory(academic_year=scheme.academic_year - 1, price=1)
    SubscriptionSchemeFactory(academic_year=scheme.academic_year - 2)
    page = words(lead.post(at("subscribe", school), {**CONTACT, "scheme": old.pk}))
    assert "There is a problem" in page


def test_what_is_typed_for_one_school_stays_with_it(school, scheme):
    other = SchoolFactory()
    office = signed_in(person(Role.PSG_ORGANISER))
    office.post(at("subscribe", school), {**CONTACT, "scheme": scheme.pk})
    assert office.get(at("subscribe_pay", other))["Location"] == at("subscribe", other)


def test_office_subscribes_for_a_school(school, scheme):
    office = signed_in(person(Role.PSG_ORGANISER))
    assert "You act for this school as the office" in words(office.get(at("subscribe", school)))
    go_through(office, school, scheme)
    assert Subscription.objects.get().by_office is True


@pytest.mark.parametrize("name", ["subscribe", "subscribe_pay", "subscribe_check"])
@pytest.mark.parametrize(
    "role", [Role.SCHOOL_MEMBER, Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE, Role.QA_LEAD, Role.FINANCE]
)
def test_nobody_else_may_subscribe(school, scheme, name, role):
    """A colleague of the school, a lead of another, and roles without it: no such page."""
    elsewhere = SchoolFactory() if role in (Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE) else school
    who = person(role, elsewhere if role.startswith("school_") else None)
    client = signed_in(who)
    assert client.get(at(name, school)).status_code == 404
    assert client.post(at(name, school), {**CONTACT, "scheme": scheme.pk}).status_code == 404
    assert not Subscription.objects.exists()


def test_stranger_is_asked_to_sign_in(client, school, scheme):
    assert client.get(at("subscribe", school))["Location"].startswith("/account/login/")


def test_next_year_is_on_sale_from_june(school):
    who = person(Role.SCHOOL_LEAD, school)
    this = SubscriptionSchemeFactory(academic_year=2026, price=15_000)
    SubscriptionSchemeFactory(academic_year=2027, price=16_000)
    with time_machine.travel("2027-05-31T12:00Z"):
        assert "2027 to 2028" not in words(signed_in(who).get(at("subscribe", school)))
    with time_machine.travel("2027-06-01T12:00Z"):
        page = words(signed_in(who).get(at("subscribe", school)))
        assert this.year.long in page
        assert "2027 to 2028" in page


def test_offer_is_public_with_its_prices(client, scheme, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = words(client.get("/subscribe/"))
    assert "£150.00" in page
    assert "Exempt" in page
    assert "Sign in to subscribe" in page


def test_offer_leads_a_lead_to_the_school(lead, school, scheme):
    assert at("subscribe", school) in words(lead.get("/subscribe/"))


def test_offer_without_a_scheme_says_so(client):
    assert "Subscriptions are not open at the moment." in words(client.get("/subscribe/"))


def test_script_in_a_number_is_inert_everywhere(lead, school, scheme):
    """SAFETY 51."""
    nasty = "<script>alert(1)</script>{{7*7}}"
    go_through(
        lead,
        school,
        scheme,
        contact={**CONTACT, "payer_name": nasty, "invoice_address": nasty},
        pay={**PAY, "purchase_order_number": nasty},
    )
    subscription = Subscription.objects.get()
    invoice = subscription.invoices.get()
    office = signed_in(person(Role.PSG_ORGANISER))
    pages = [
        reverse("subscriptions:subscription", args=[school.urn, subscription.pk]),
        reverse("subscriptions:invoice", args=[invoice.number]),
        reverse("school_subscription:inspect", args=[subscription.pk]),
        reverse("subscription_invoice:inspect", args=[invoice.pk]),
        reverse("school_subscription:index"),
        reverse("subscription_invoice:index"),
    ]
    for page in pages:
        shown = words(office.get(page))
        assert "<script>alert(1)" not in shown
        assert "49" not in shown.partition("{{7*7}}")[2][:3]
    pdf = office.get(reverse("subscriptions:invoice_pdf", args=[invoice.number]))
    assert pdf.content.startswith(b"%PDF")


def test_day_of_terms_is_kept(lead, school, scheme):
    go_through(lead, school, scheme)
    assert Subscription.objects.get().terms_accepted_at <= timezone.now()
