"""Places at a price: the same two ways to pay, and held no longer than the payment is open."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from psg_catalogue.enums import Access, BookingState
from psg_catalogue.models import Booking, PlaceOrder, StudyGroupSession
from psg_catalogue.refusals import (
    PlacesCost,
    PlacesSoldOut,
    PriceNeedsLead,
    PriceUnknown,
    StillBeingPaid,
)
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.place_orders import (
    PlacePayment,
    free_places_nobody_pays_for,
    withdraw_order,
)
from psg_catalogue.services.session_changes import cancel_session, set_access
from psg_catalogue.session_refusals import PriceMissing
from subscriptions.enums import Entitlement, OrderState
from subscriptions.gateways.memory import shared_memory_gateway
from subscriptions.models import CardOrder, Charge, Invoice, Subscription
from subscriptions.services.card_payments import start_card_payment
from subscriptions.services.settlements import settle_order
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of
from tests.factories.psg_catalogue import StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gateway():
    shared_memory_gateway.cache_clear()
    yield shared_memory_gateway()
    shared_memory_gateway.cache_clear()


@pytest.fixture
def session():
    return StudyGroupSessionFactory(at_a_price=True, capacity=4)


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def lead(school):
    return lead_of(school)


def paying(pence, pay_by="invoice", **facts):
    return PlacePayment(pay_by, pence, "finance@example.org", **facts)


def buy(session, school, lead, number=2, pay_by="invoice"):
    people = ColleagueFactory.create_batch(number, school=school)
    payment = paying(4_500 * number, pay_by)
    return book_places(session, people, school=school, by=lead, payment=payment)


def states(order):
    return sorted(order.bookings.values_list("state", flat=True))


def taken(session):
    session.refresh_from_db()
    assert session.places_taken == session.bookings.taking_a_place().count()
    return session.places_taken


def test_by_invoice_places_stand_at_once_with_one_line(session, school, lead):
    outcome = buy(session, school, lead)
    assert len(outcome.booked) == 2
    invoice = Invoice.objects.get()
    line = invoice.lines.get()
    assert (line.net_pence, line.vat_treatment, line.charge.kind) == (9_000, "exempt", "place")
    assert line.description.startswith("2 places at “")
    assert list(invoice.schools.all()) == [school]
    assert Message.objects.filter(kind="booking_confirmed").count() == 2
    assert taken(session) == 2
    # Asked again, the same people are no new places and cost nothing more.
    people = [booking.colleague for booking in outcome.booked]
    again = book_places(session, people, school=school, by=lead)
    assert (len(again.already), Invoice.objects.count()) == (2, 1)


def test_nobody_is_booked_at_a_price_that_was_not_shown(session, school, lead):
    people = ColleagueFactory.create_batch(2, school=school)
    for payment in (None, paying(4_500), paying(9_001)):
        with pytest.raises(PlacesCost) as cost:
            book_places(session, people, school=school, by=lead, payment=payment)
        assert cost.value.terms.total_pence == 9_000
    with pytest.raises(PriceNeedsLead):
        book_places(session, people[:1], school=school, payment=paying(4_500), for_oneself=True)
    with pytest.raises(PlacesSoldOut, match="Only 4 places are left"):
        buy(session, school, lead, number=5)
    StudyGroupSession.objects.update(place_vat="standard")
    with pytest.raises(PriceUnknown):
        buy(session, school, lead)
    assert (Booking.objects.count(), Charge.objects.count(), taken(session)) == (0, 0, 0)


def test_subscriber_pays_nothing_until_its_allowance_is_spent(session, school, lead):
    SubscriptionFactory(
        school=school,
        academic_year=session.year.start,
        places_included=1,
        extra_place_pence=2_500,
        scheme__entitlement=Entitlement.THEN_PRICED,
        scheme__places_included=1,
        scheme__extra_place_pence=2_500,
    )
    people = ColleagueFactory.create_batch(2, school=school)
    outcome = book_places(session, people, school=school, by=lead, payment=paying(2_500))
    free, bought = outcome.booked
    assert (free.subscription.places_used, free.order, bought.subscription) == (1, None, None)
    assert bought.order.charge.price_pence == 2_500
    assert Subscription.objects.get().places_used == 1


def test_by_card_places_are_held_and_booked_once_it_is_paid(session, school, lead, gateway):
    order = buy(session, school, lead, pay_by="card").order
    assert (states(order), taken(session)) == (["unpaid", "unpaid"], 2)
    assert not Message.objects.filter(kind="booking_confirmed").exists()
    with pytest.raises(StillBeingPaid):
        cancel_booking(order.bookings.first())
    start_card_payment(order.charge, by=lead)
    card = CardOrder.objects.get()
    gateway.pay(card.gateway_id)
    settle_order(card)
    assert (states(order), taken(session)) == (["confirmed", "confirmed"], 2)
    assert Message.objects.filter(kind="booking_confirmed").count() == 2
    assert Invoice.objects.get().outstanding_pence == 0
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert free_places_nobody_pays_for() == 0
    assert withdraw_order(order).charge.has_ended is False


def test_checkout_that_expires_frees_the_places(session, school, lead, gateway):
    order = buy(session, school, lead, number=4, pay_by="card").order
    start_card_payment(order.charge, by=lead)
    card = CardOrder.objects.get()
    assert taken(session) == 4
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        free_places_nobody_pays_for()  # the provider has not been asked yet
        assert taken(session) == 4
        gateway.expire_checkout(card.gateway_id)
        settle_order(card)
    assert (set(states(order)), taken(session)) == ({"lapsed"}, 0)
    order.charge.refresh_from_db()
    assert order.charge.has_ended


def test_places_of_a_checkout_that_never_began_are_freed_in_time(session, school, lead):
    order = buy(session, school, lead, pay_by="card").order
    assert free_places_nobody_pays_for() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert free_places_nobody_pays_for() == 1
    assert (set(states(order)), taken(session)) == ({"lapsed"}, 0)


def test_money_for_places_that_are_gone_is_held_for_the_office(session, school, lead, gateway):
    order = buy(session, school, lead, pay_by="card").order
    start_card_payment(order.charge, by=lead)
    card = CardOrder.objects.get()
    withdraw_order(order, by=lead)
    assert taken(session) == 0
    gateway.pay(card.gateway_id)
    assert settle_order(card).state == OrderState.HELD
    assert set(states(order)) == {"lapsed"}


def test_cancelled_session_asks_nothing_for_what_was_held(session, school, lead):
    order = buy(session, school, lead, pay_by="card").order
    cancel_session(session, reason="The leader is unwell.")
    order.charge.refresh_from_db()
    assert order.charge.has_ended
    assert set(states(order)) == {BookingState.CANCELLED_BY_ORGANISER}


def test_database_keeps_prices_and_orders_together(session, school, lead):
    with pytest.raises(PriceMissing):
        set_access(StudyGroupSessionFactory(), access=Access.PAID)
    booking = buy(session, school, lead, number=1).booked[0]
    for rows, change in (
        (StudyGroupSession.objects.filter(pk=session.pk), {"price_pence": None}),
        (Booking.objects.filter(pk=booking.pk), {"state": BookingState.UNPAID, "order": None}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_screens_show_the_price_before_the_button_and_the_order_after(
    client, session, school, lead, settings
):
    people = ColleagueFactory.create_batch(2, school=school)
    address = reverse("psg_catalogue:book", args=[session.pk])
    assert "£45.00 a place (VAT: exempt)" in client.get(session.page.url).content.decode()
    client.force_login(lead)
    page = client.get(address).content.decode()
    assert "£45.00 a place (VAT: exempt)" in page
    typed = {
        **{f"colleague_{each.pk}": "on" for each in people},
        "new-TOTAL_FORMS": "0",
        "new-INITIAL_FORMS": "0",
    }
    step = client.post(address, typed)
    assert "£90.00" in step.content.decode()
    assert not Booking.objects.exists()
    paid = {
        "pay-agreed_pence": "9000",
        "pay-pay_by": "invoice",
        "pay-finance_email": "finance@example.org",
        "pay-invoice_address": "High Street",
        "pay-purchase_order_number": "PO-3",
    }
    for wrong, said in (
        ({"pay-finance_email": "x"}, "email"),
        ({"pay-agreed_pence": "1"}, "The price has changed"),
    ):
        page = client.post(address, typed | paid | wrong).content.decode()
        assert said in page
        assert not Booking.objects.exists()
    done = client.post(address, typed | paid, follow=True)
    assert "Booked" in done.content.decode()
    assert Invoice.objects.get().purchase_order_number == "PO-3"
    order = PlaceOrder.objects.get()
    place = reverse("psg_catalogue:place_order", args=[school.urn, order.pk])
    assert "Open the invoice" in client.get(place).content.decode()
    client.force_login(finance_of(school))
    assert client.get(place).status_code == 200
    client.force_login(colleague_of(school))
    assert client.get(place).status_code == 404


def test_card_leads_to_the_provider_and_the_order_can_be_given_back(client, session, school, lead):
    person = ColleagueFactory(school=school)
    client.force_login(lead)
    typed = {
        f"colleague_{person.pk}": "on",
        "new-TOTAL_FORMS": "0",
        "new-INITIAL_FORMS": "0",
        "pay-agreed_pence": "4500",
        "pay-pay_by": "card",
        "pay-finance_email": "finance@example.org",
        "pay-invoice_address": "High Street",
    }
    client.post(reverse("psg_catalogue:book", args=[session.pk]), typed)
    order = PlaceOrder.objects.get()
    assert CardOrder.objects.get().charge == order.charge
    place = reverse("psg_catalogue:place_order", args=[school.urn, order.pk])
    page = client.get(place).content.decode()
    assert "Held until it is paid" in page
    assert "Pay by card" in page
    back = reverse("psg_catalogue:give_order_back", args=[school.urn, order.pk])
    assert "nothing is to be paid" in client.post(back, follow=True).content.decode()
    assert taken(session) == 0
