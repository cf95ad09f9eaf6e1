"""Finance invoices places not used from the back office, and finds the charges there."""

from functools import partial

import pytest
from django.urls import reverse

from directory.enums import Role
from psg_catalogue.models import BookingRules, UnusedPlace
from psg_catalogue.services.bookings import book_places, cancel_booking
from subscriptions.models import Charge, Invoice
from tests.factories.directory import ColleagueFactory
from tests.factories.people import person
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight
from tests.factories.subscriptions import ChargeFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    BookingRules.objects.create(late_charge=2500)
    school = SubscriptionFactory(priced=True).school
    session = StudyGroupSessionFactory(open_to_all=True, starts_at=twilight(3))
    people = ColleagueFactory.create_batch(2, school=school)
    for booking in book_places(session, people, school=school).booked:
        cancel_booking(booking)
    return list(UnusedPlace.objects.order_by("pk"))


def test_finance_invoices_a_schools_places_from_the_list_to_the_charge(client, places):
    client.force_login(person(Role.FINANCE))
    inspect = reverse("unused_places:inspect", args=[places[0].pk])
    charge = reverse("unused_places:charge", args=[places[0].pk])
    assert charge in client.get(inspect).content.decode()
    form = client.get(charge).context["form"]
    assert form.initial["places"] == [places[0].pk]
    typed = {name: form.initial.get(name) or "" for name in form.fields}
    refused = client.post(charge, {**typed, "places": []})
    assert (refused.status_code, Invoice.objects.count()) == (200, 0)
    typed["places"] = [each.pk for each in places]
    assert client.post(charge, typed)["Location"] == inspect
    invoice = Invoice.objects.get()
    assert (invoice.total_pence, invoice.line_count) == (5000, 2)
    shown = client.get(inspect).content.decode()
    assert f"£25, on invoice {invoice}" in shown
    assert charge not in shown
    again = client.post(charge, typed)
    assert (again.status_code, Invoice.objects.count()) == (200, 1)
    listed = client.get(reverse("charge:index")).content.decode()
    assert listed.count(f"On invoice {invoice}") == 2
    assert listed.count("Places not used") >= 2
    page = client.get(reverse("charge:inspect", args=[Charge.objects.first().pk]))
    assert "£25.00" in page.content.decode()


def test_another_schools_place_cannot_be_slipped_in(client, places):
    client.force_login(person(Role.PSG_ORGANISER))
    session = StudyGroupSessionFactory(open_to_all=True, starts_at=twilight(3))
    someone = ColleagueFactory()
    cancel_booking(book_places(session, [someone], school=someone.school).booked[0])
    other = UnusedPlace.objects.exclude(pk__in=[each.pk for each in places]).get()
    typed = {
        "places": [places[0].pk, other.pk],
        "finance_email": "a@example.org",
        "payer_name": "School",
        "invoice_address": "Lane",
    }
    client.post(reverse("unused_places:charge", args=[places[0].pk]), typed)
    assert not Charge.objects.exists()


def test_lists_cost_the_same_for_one_and_for_many(client, places, count_queries):
    client.force_login(person(Role.FINANCE))

    def cost() -> list[int]:
        names = ("charge:index", "unused_places:index")
        return [count_queries(partial(client.get, reverse(name))) for name in names]

    ChargeFactory(kind="unused")
    few = cost()
    ChargeFactory.create_batch(6, kind="unused")
    session = StudyGroupSessionFactory(open_to_all=True, starts_at=twilight(3))
    for colleague in ColleagueFactory.create_batch(6):
        cancel_booking(book_places(session, [colleague], school=colleague.school).booked[0])
    assert cost() == few
    assert max(few) <= 25
