"""Places not used, put on an invoice by the ordinary services of money, and taken back."""

import pytest
from django.utils import timezone

from core.models import Message
from psg_catalogue.models import BookingRules, UnusedPlace
from psg_catalogue.refusals import NotToCharge
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.unused_charges import (
    Bill,
    invoice_unused_places,
    page_of_charge,
    usual_bill,
)
from psg_catalogue.services.unused_places import excuse_unused_place, mark_invoiced
from subscriptions.models import Charge
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.payments import pay_invoice
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db

BILL = Bill("finance@example.org", "The bursar", invoice_address="School Lane")


def given_back_late(number: int, school=None) -> list[UnusedPlace]:
    BookingRules.objects.get_or_create(late_charge=2500)
    school = school or ColleagueFactory().school
    session = StudyGroupSessionFactory(open_to_all=True, starts_at=twilight(3))
    people = ColleagueFactory.create_batch(number, school=school)
    for booking in book_places(session, people, school=school).booked:
        cancel_booking(booking)
    return list(UnusedPlace.objects.filter(booking__school=school).order_by("pk"))


def test_a_schools_places_go_on_one_invoice_and_are_asked_for_once():
    office = UserFactory()
    places = given_back_late(3)
    invoice = invoice_unused_places(places[:2], BILL, by=office)
    lines = list(invoice.lines.all())
    assert [(line.net_pence, line.get_vat_treatment_display()) for line in lines] == [
        (2500, "Exempt")
    ] * 2
    assert lines[0].description.startswith("Late cancellation: “")
    assert places[0].booking.colleague.name not in lines[0].description
    assert list(invoice.schools.all()) == [places[0].booking.school]
    assert Message.objects.get(kind="invoice_issued").to_email == BILL.finance_email
    assert list(UnusedPlace.objects.to_charge()) == [places[2]]
    shown = UnusedPlace.objects.with_invoice().order_by("pk").values_list("on_invoice", flat=True)
    assert list(shown) == [invoice.number, invoice.number, None]
    assert page_of_charge(lines[0].charge) == f"/invoices/{invoice.number}/"
    for refused in (places[:1], places, []):
        with pytest.raises(NotToCharge):
            invoice_unused_places(refused, BILL, by=office)
    assert Charge.objects.count() == 2


def test_what_is_excused_invoiced_elsewhere_or_anothers_is_not_invoiced():
    one, two, three = given_back_late(3)
    (other,) = given_back_late(1)
    excuse_unused_place(one, reason="The school was closed")
    mark_invoiced(two, reference="SAP-7")
    for places in ([one], [two], [three, other]):
        with pytest.raises(NotToCharge):
            invoice_unused_places(places, BILL, by=None)
    assert not Charge.objects.exists()


def test_excusing_takes_an_invoiced_one_back_and_what_was_paid_stands_as_a_surplus():
    one, two = given_back_late(2)
    invoice = invoice_unused_places([one, two], BILL, by=None)
    today = timezone.localdate()
    pay_invoice(invoice, amount_pence=5000, method="bacs", received_on=today, by=None)
    one.refresh_from_db()
    excuse_unused_place(one, reason="Something private", by=UserFactory())
    invoice.refresh_from_db()
    note = invoice.credit_notes.get()
    assert (note.total_pence, invoice.surplus_pence) == (2500, 2500)
    assert "private" not in note.reason
    one.charge.refresh_from_db()
    assert one.charge.has_ended
    assert not UnusedPlace.objects.to_charge().exists()


def test_what_a_credit_note_took_back_may_be_invoiced_again():
    (one,) = given_back_late(1)
    first = invoice_unused_places([one], BILL, by=None)
    issue_credit_note(first, amounts={first.lines.get().pk: 2500}, reason="Wrong payer", by=None)
    again = invoice_unused_places(list(UnusedPlace.objects.to_charge()), BILL, by=None)
    one.refresh_from_db()
    assert one.charge == again.lines.get().charge != first.lines.get().charge
    assert UnusedPlace.objects.with_invoice().get().on_invoice == again.number


def test_the_invoice_goes_where_the_schools_subscription_went():
    subscription = SubscriptionFactory(priced=True, payer_name="A trust", finance_name="Bea")
    bill = usual_bill(subscription.school)
    assert (bill.payer_name, bill.finance_name) == ("A trust", "Bea")
    assert bill.finance_email == subscription.finance_email
    new = ColleagueFactory().school
    assert usual_bill(new) == Bill(
        "", payer_name=new.name, invoice_address="\n".join(new.address_lines)
    )
