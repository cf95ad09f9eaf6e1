"""What a school does with its places on its own page, and who may not."""

import re

import pytest
from django.urls import reverse

from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, SchoolBookingRule, StudyGroupSession, UnusedPlace
from psg_catalogue.models.rules import BookingRules
from psg_catalogue.services.agreement import settle_agreement
from psg_catalogue.services.bookings import book_places, cancel_booking
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def lead(school):
    return lead_of(school)


@pytest.fixture
def session():
    return StudyGroupSessionFactory(open_to_all=True, full=True)


def waiting(session, school, **who):
    person = ColleagueFactory(school=school, **who)
    return book_places(session, [person], school=school).waiting[0]


def at(name, thing):
    return reverse(f"psg_catalogue:{name}", args=[getattr(thing, "urn", thing.pk)])


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def state(booking):
    return Booking.objects.get(pk=booking.pk).state


def test_a_lead_takes_an_offered_place_for_a_colleague(client, session, school, lead):
    booking = waiting(session, school)
    cancel_booking(session.bookings.confirmed().first())
    client.force_login(lead)
    assert "Answer by" in words(client.get(reverse("directory:school", args=[school.urn])))
    assert "Yes, take the place" in words(client.get(at("answer_offer", booking)))
    assert state(booking) == BookingState.OFFERED
    response = client.post(at("answer_offer", booking), {"answer": "yes"}, follow=True)
    assert "has the place." in words(response)
    assert state(booking) == BookingState.CONFIRMED
    again = words(client.get(at("answer_offer", booking)))
    assert "There is no open offer" in again


def test_leaving_the_list_is_one_press_and_a_place_is_asked_about_first(
    client, session, school, lead
):
    line, placed = waiting(session, school), BookingFactory(colleague__school=school)
    client.force_login(lead)
    assert client.get(at("leave_waiting_list", line)).status_code == 405
    client.post(at("leave_waiting_list", line))
    assert state(line) == BookingState.CANCELLED_BY_SCHOOL
    response = client.post(at("leave_waiting_list", placed))
    assert response["Location"] == at("cancel_booking", placed)
    assert state(placed) == BookingState.CONFIRMED


def test_a_lead_passes_a_place_on_and_is_told_why_not(client, school, lead):
    booking = BookingFactory(session__places_taken=1, session__booked=0, colleague__school=school)
    StudyGroupSession.objects.update(places_taken=1)
    busy, free = ColleagueFactory.create_batch(2, school=school)
    BookingFactory(
        session=StudyGroupSessionFactory(starts_at=booking.session.starts_at), colleague=busy
    )
    client.force_login(lead)
    assert busy.name in words(client.get(at("pass_on", booking)))
    refused = client.post(at("pass_on", booking), {"colleague": busy.pk})
    assert f"{busy.name} is booked on" in words(refused)
    assert "Choose somebody else." in words(refused)
    nameless = client.post(at("pass_on", booking), {"colleague": "new"})
    assert "Enter the full name." in words(nameless)
    foreign = client.post(at("pass_on", booking), {"colleague": ColleagueFactory().pk})
    assert foreign.status_code == 200
    assert state(booking) == BookingState.CONFIRMED
    response = client.post(at("pass_on", booking), {"colleague": free.pk}, follow=True)
    assert f"{free.name} goes instead of {booking.colleague.name}" in words(response)
    assert state(booking) == BookingState.SUBSTITUTED


def test_a_late_cancellation_is_announced_and_only_the_office_excuses_it(client, school, lead):
    BookingRules.objects.create(late_charge=2500)
    for visitor, given, excused in [
        (lead, {"excused_because": "Please"}, ""),
        (office(), {"excused_because": "The school was closed"}, "The school was closed"),
    ]:
        session = StudyGroupSessionFactory(
            starts_at=twilight(2), places_taken=1, booked=0, booking_closes_at=None
        )
        StudyGroupSession.objects.filter(pk=session.pk).update(places_taken=1)
        booking = BookingFactory(session=session, colleague__school=school)
        client.force_login(visitor)
        page = words(client.get(at("cancel_booking", booking)))
        assert "This is a late cancellation" in page
        assert "£25" in page
        assert ("Why it is excused" in page) is bool(excused)
        client.post(at("cancel_booking", booking), given)
        unused = UnusedPlace.objects.get(booking=booking)
        assert (unused.kind, unused.charge_pence, unused.excused_because) == ("late", 2500, excused)
    assert UnusedPlace.objects.to_charge().count() == 1


def test_a_lead_settles_who_agrees_and_answers_a_request(client, school, lead):
    client.force_login(lead)
    assert "Who agrees to bookings?" in words(client.get(at("agreement", school)))
    client.post(at("agreement", school), {"asks_lead": "yes"})
    assert SchoolBookingRule.objects.get(school=school).asks_lead
    user = colleague_of(school)
    person = ColleagueFactory(school=school, user=user, email=user.email)
    session = StudyGroupSessionFactory(open_to_all=True)
    client.force_login(user)
    book = reverse("psg_catalogue:book", args=[session.pk])
    assert "Ask for my place" in words(client.get(book))
    asked = client.post(book, {f"colleague_{person.pk}": "on"}, follow=True)
    assert "It is held until a lead of the school has agreed." in words(asked)
    booking = session.bookings.get()
    assert client.get(at("answer_request", booking)).status_code == 404
    assert client.post(at("answer_request", booking), {"answer": "yes"}).status_code == 404
    client.force_login(lead)
    assert "Agree or not" in words(client.get(reverse("directory:school", args=[school.urn])))
    client.post(at("answer_request", booking), {"answer": "yes"})
    assert state(booking) == BookingState.CONFIRMED


def test_nobody_else_touches_a_schools_places(client, session, school):
    settle_agreement(school, asks_lead=True)
    me = colleague_of(school)
    booking = waiting(session, school)
    mine = waiting(session, school, user=me, email=me.email)
    other = SchoolFactory()
    names = ("answer_offer", "answer_request", "pass_on", "leave_waiting_list")
    for visitor in (lead_of(other), finance_of(school), me):
        client.force_login(visitor)
        for name in names:
            assert client.get(at(name, booking)).status_code in (404, 405)
            posted = client.post(at(name, booking), {"answer": "yes", "colleague": "new"})
            assert posted.status_code == 404
        assert client.post(at("agreement", school), {"asks_lead": "no"}).status_code == 404
    assert state(booking) == BookingState.WAITING_LIST
    client.force_login(me)
    assert client.get(at("pass_on", mine)).status_code == 404
    assert client.get(at("answer_offer", mine)).status_code == 200
