"""A sold place that is given back in time is credited by itself; late, only where it is excused."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from directory.enums import Role
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, BookingRules, StudyGroupSession
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.merging import merge_sessions
from psg_catalogue.services.place_orders import PlacePayment
from psg_catalogue.services.same_people import join_people
from psg_catalogue.services.session_changes import cancel_session
from psg_catalogue.services.unused_places import excuse_unused_place
from subscriptions.enums import OrderState
from subscriptions.gateways.memory import shared_memory_gateway
from subscriptions.models import CardOrder, CreditNote, FinanceSettings, Invoice
from subscriptions.services.card_payments import start_card_payment
from subscriptions.services.settlements import settle_order
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, lead_of, person
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight
from tests.subscriptions.books import pay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gateway():
    shared_memory_gateway.cache_clear()
    yield shared_memory_gateway()
    shared_memory_gateway.cache_clear()


def buy(session, school, number=2, pay_by="invoice", each=4_500):
    people = ColleagueFactory.create_batch(number, school=school)
    payment = PlacePayment(pay_by, each * number, "finance@example.org")
    outcome = book_places(session, people, school=school, by=lead_of(school), payment=payment)
    return [*outcome.booked, *outcome.unpaid]


def far(**facts):
    return StudyGroupSessionFactory(at_a_price=True, capacity=8, starts_at=twilight(60), **facts)


def near(**facts):
    return StudyGroupSessionFactory(at_a_price=True, capacity=8, starts_at=twilight(2), **facts)


def credited():
    return list(CreditNote.objects.order_by("pk").values_list("net_pence", "vat_pence"))


def test_place_given_back_in_time_is_credited_once_and_the_last_one_ends_the_charge():
    first, second = buy(far(), SchoolFactory())
    for _again in range(2):
        cancel_booking(first)
    assert credited() == [(4_500, 0)]
    invoice = Invoice.objects.get()
    assert (invoice.state, invoice.outstanding_pence) == ("issued", 4_500)
    first.refresh_from_db()
    assert first.credit_note.reason == "Places were given back in time."
    told = Message.objects.filter(kind="credit_note_issued")
    assert set(told.values_list("to_email", flat=True)) == {
        "finance@example.org",
        first.booked_by.email,
    }
    assert not Message.objects.filter(kind="surplus_notice").exists()
    assert not first.order.charge.has_ended
    cancel_booking(second)
    second.order.charge.refresh_from_db()
    assert (credited(), second.order.charge.has_ended) == ([(4_500, 0)] * 2, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=first.pk).update(order=None)


def test_pence_that_do_not_divide_are_taken_back_to_the_last_one():
    FinanceSettings.objects.update_or_create(
        defaults={"vat_rate": "20.00", "vat_rate_from": "2020-01-01"}
    )
    session = far(place_vat="standard")
    StudyGroupSession.objects.update(price_pence=333)
    session.refresh_from_db()
    school = SchoolFactory()
    people = ColleagueFactory.create_batch(3, school=school)
    payment = PlacePayment("invoice", 1_199, "finance@example.org")
    done = book_places(session, people, school=school, by=lead_of(school), payment=payment)
    for booking in done.booked:
        cancel_booking(booking)
    assert Invoice.objects.get().due_pence == 0
    assert [sum(pair) for pair in credited()] == [399, 400, 400]


def test_what_was_paid_stands_as_a_surplus_and_finance_is_told():
    finance = person(Role.FINANCE)
    booking = buy(far(), SchoolFactory())[0]
    pay(Invoice.objects.get(), 9_000)
    cancel_booking(booking)
    assert Invoice.objects.get().surplus_pence == 4_500
    told = Message.objects.get(kind="surplus_notice")
    assert told.to_email == finance.email
    assert "£45.00 now stands as a surplus" in told.text_body
    assert booking.colleague.name not in told.text_body


def test_late_place_keeps_its_price_and_costs_no_charge_besides_unless_excused():
    BookingRules.objects.create(late_charge=2_500)
    late, excused_later, excused_now = buy(near(), SchoolFactory(), 3)
    cancel_booking(late)
    cancel_booking(excused_later)
    assert (credited(), late.unused_place.charge_pence) == ([], 0)
    cancel_booking(excused_now, by_office=True, excused_because="The school was shut")
    assert credited() == [(4_500, 0)]
    for _again in range(2):
        excuse_unused_place(excused_later.unused_place, reason="Ill")
    assert credited() == [(4_500, 0)] * 2
    assert set(CreditNote.objects.values_list("reason", flat=True)) == {"Excused by the office."}


def test_cancelled_session_credits_every_place_that_was_sold():
    session = near()
    one, other = SchoolFactory(), SchoolFactory()
    buy(session, one, 3)
    buy(session, other, 1)
    cancel_session(session, reason="The leader is unwell.")
    assert credited() == [(13_500, 0), (4_500, 0)]
    assert {invoice.state for invoice in Invoice.objects.all()} == {"credited"}


def test_one_person_booked_twice_pays_once():
    session, school = far(), SchoolFactory()
    (first,) = buy(session, school, 1)
    (second,) = buy(session, school, 1)
    second.colleague.name = first.colleague.name
    second.colleague.save()
    join_people(first.colleague, second.colleague)
    assert credited() == [(4_500, 0)]


def test_joined_sessions_take_orders_along_as_far_as_there_is_room(gateway):
    old, new = far(), StudyGroupSessionFactory(at_a_price=True, capacity=3, starts_at=twilight(70))
    school = SchoolFactory()
    held = buy(old, school, 2, "card")
    card_page = start_card_payment(held[0].order.charge, by=held[0].order.made_by)
    assert card_page
    bought = buy(old, school, 2)
    too_many = buy(old, school, 2, "card")
    merged = merge_sessions(old, into=new)
    assert {b.pk for b in merged.placed} == {b.pk for b in [*held, bought[0]]}
    assert {b.pk for b in merged.ended} == {b.pk for b in [bought[1], *too_many]}
    assert (merged.waiting, credited()) == ([], [(4_500, 0)])
    # The unpaid order goes along: paid at the other session, its people are booked there.
    card = CardOrder.objects.get()
    gateway.pay(card.gateway_id)
    assert settle_order(card).state == OrderState.PAID
    for booking in held:
        booking.refresh_from_db()
        assert (booking.state, booking.session) == (BookingState.CONFIRMED, new)
        assert booking.order.session == new
    too_many[0].order.charge.refresh_from_db()
    assert too_many[0].order.charge.has_ended
    for each in (old, new):
        each.refresh_from_db()
        assert each.places_taken == each.bookings.taking_a_place().count()


def test_page_says_before_the_click_what_comes_back(client):
    school = SchoolFactory()
    booking = buy(far(), school)[0]
    client.force_login(booking.booked_by)
    address = reverse("psg_catalogue:cancel_booking", args=[booking.pk])
    assert "its price of £45.00 is credited at once" in client.get(address).content.decode()
    with time_machine.travel(booking.session.starts_at - timezone.timedelta(days=2)):
        client.force_login(booking.booked_by)
        page = client.get(address).content.decode()
    assert "Its price of £45.00 stays to be paid" in page
    client.force_login(booking.booked_by)
    client.post(address)
    order = reverse("psg_catalogue:place_order", args=[school.urn, booking.order_id])
    page = client.get(order).content.decode()
    assert "Credited: INV-C" in page
    assert "of £90.00; the rest is credited" in page
    client.force_login(colleague_of(school))
    assert client.get(order).status_code == 404
