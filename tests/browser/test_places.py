"""Screens of places in a real browser: an offer answered without log-in, and no rule broken."""

import pytest
from django.urls import reverse

from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking
from psg_catalogue.services.agreement import settle_agreement
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.place_links import Purpose, token_for
from tests.browser.hands import sign_in
from tests.factories.directory import ColleagueFactory
from tests.factories.people import lead_of
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.browser


def test_an_offer_is_answered_and_the_screens_break_no_rule(page, live_server, axe):
    session = StudyGroupSessionFactory(open_to_all=True, full=True)
    StudyGroupSessionFactory(
        study_group=session.study_group, open_to_all=True, starts_at=twilight(30)
    )
    person = ColleagueFactory(name="Pearl Hathersedge")
    twin = ColleagueFactory(name=person.name, school=person.school)
    (booking,) = book_places(session, [person], school=person.school).waiting
    cancel_booking(session.bookings.confirmed().first())
    booking.refresh_from_db()
    settle_agreement(person.school, asks_lead=True)
    sign_in(page.context, live_server.url, lead_of(person.school))
    page.set_viewport_size({"width": 320, "height": 700})
    urn = person.school.urn
    addresses = [
        reverse("directory:school", args=[urn]),
        reverse("psg_catalogue:school_bookings", args=[urn]),
        reverse("psg_catalogue:answer_offer", args=[booking.pk]),
        reverse("psg_catalogue:pass_on", args=[booking.pk]),
        reverse("psg_catalogue:booking_needs", args=[booking.pk]),
        reverse("psg_catalogue:agreement", args=[urn]),
        reverse("psg_catalogue:same_people", args=[urn]),
        reverse("psg_catalogue:same_person", args=[urn, person.pk, twin.pk]),
        reverse("psg_catalogue:book_series", args=[session.study_group_id]),
    ]
    for address in addresses:
        page.goto(live_server.url + address)
        axe(page)
    page.context.clear_cookies()
    token = token_for(Purpose.OFFER, booking.link_nonce)
    page.goto(live_server.url + reverse("psg_catalogue:place_offer", args=[token]))
    axe(page)
    page.get_by_role("button", name="Yes, I am coming").click()
    page.get_by_role("heading", name="You have the place").wait_for()
    axe(page)
    assert Booking.objects.get(pk=booking.pk).state == BookingState.CONFIRMED
