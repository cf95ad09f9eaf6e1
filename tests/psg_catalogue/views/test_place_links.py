"""Answering by a secret link: once, by POST alone; whatever is wrong with it gives the same 404."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from core.services.sending import send_due_messages
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.services.agreement import settle_agreement
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.place_links import Purpose, token_for
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, lead_of
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db
ADDRESSES = {
    Purpose.OFFER: "psg_catalogue:place_offer",
    Purpose.LEAVE: "psg_catalogue:leave_list",
    Purpose.AGREE: "psg_catalogue:agree_by_link",
}


@pytest.fixture
def session():
    return StudyGroupSessionFactory(open_to_all=True, full=True)


@pytest.fixture
def waiting(session):
    person = ColleagueFactory(email="pearl@example.org")
    return book_places(session, [person], school=person.school).waiting[0]


@pytest.fixture
def offered(session, waiting):
    cancel_booking(session.bookings.confirmed().first())
    waiting.refresh_from_db()
    return waiting


def link(purpose, nonce, user=None):
    return reverse(ADDRESSES[purpose], args=[token_for(purpose, nonce, user)])


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def state(booking):
    return Booking.objects.get(pk=booking.pk).state


def test_the_sent_letter_has_the_link_and_nothing_that_is_kept_has_it(offered):
    send_due_messages()
    body = next(m.body for m in mail.outbox if "A place has come free for you" in m.body)
    (token,) = re.findall(r"/places/offer/(\S+)/", body)
    kept = "".join(
        message.text_body + message.html_body + message.link_object_id
        for message in Message.objects.all()
    )
    assert token not in kept
    assert len(token.rsplit(":", 1)[1]) * 6 >= 128
    assert "pearl" not in token


def test_an_offer_is_answered_by_post_alone_and_once(client, offered):
    there = link(Purpose.OFFER, offered.link_nonce)
    page = client.get(there)
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert "Yes, I am coming" in words(page)
    client.head(there)
    assert state(offered) == BookingState.OFFERED
    assert client.post(there, {"answer": "maybe"}).status_code == 200
    assert state(offered) == BookingState.OFFERED
    assert "You have the place" in words(client.post(there, {"answer": "yes"}, follow=True))
    assert state(offered) == BookingState.CONFIRMED
    refused = client.post(there, {"answer": "no"}, follow=True)
    assert "You have the place" in words(refused)
    assert state(offered) == BookingState.CONFIRMED


def test_no_goes_to_the_next_and_a_late_yes_is_told_so(client, session, offered):
    person = ColleagueFactory()
    (following,) = book_places(session, [person], school=person.school).waiting
    there = link(Purpose.OFFER, offered.link_nonce)
    assert "Thank you for telling us" in words(client.post(there, {"answer": "no"}, follow=True))
    following.refresh_from_db()
    assert following.state == BookingState.OFFERED
    past = timezone.now() - timedelta(minutes=1)
    Booking.objects.filter(pk=following.pk).update(offer_expires_at=past)
    late = client.post(link(Purpose.OFFER, following.link_nonce), {"answer": "yes"})
    assert "no longer on offer" in words(late)
    assert state(following) == BookingState.OFFERED


def test_whatever_is_wrong_with_a_link_is_the_same_404(client, offered):
    good = token_for(Purpose.OFFER, offered.link_nonce)
    last = "A" if good[-1] != "A" else "B"
    elsewhere = token_for(Purpose.LEAVE, offered.link_nonce)
    unsigned = signing.TimestampSigner(salt="x").sign(offered.link_nonce.hex)
    unknown = token_for(Purpose.OFFER, type(offered.link_nonce)(int=7))
    bodies = set()
    for token in (good[:-1] + last, elsewhere, unsigned, unknown, "x"):
        response = client.post(reverse(ADDRESSES[Purpose.OFFER], args=[token]), {"answer": "yes"})
        assert response.status_code == 404
        bodies.add(re.sub(rb'nonce="[^"]*"|name="csrf[^>]*', b"", response.content))
    assert len(bodies) == 1
    assert state(offered) == BookingState.OFFERED


def test_leaving_the_list_is_one_press_and_never_gives_a_place_back(client, session, waiting):
    there = link(Purpose.LEAVE, waiting.link_nonce)
    client.get(there)
    assert state(waiting) == BookingState.WAITING_LIST
    left = client.post(there, {"answer": "leave"}, follow=True)
    assert "You are off the waiting list" in words(left)
    assert state(waiting) == BookingState.CANCELLED_BY_SCHOOL
    placed = session.bookings.confirmed().first()
    kept = client.post(link(Purpose.LEAVE, placed.link_nonce), {"answer": "leave"}, follow=True)
    assert "You have a place" in words(kept)
    assert state(placed) == BookingState.CONFIRMED


def test_a_lead_agrees_by_a_link_that_dies_with_the_role(client):
    school = SchoolFactory()
    lead, other = lead_of(school), lead_of(school)
    settle_agreement(school, asks_lead=True)
    user = colleague_of(school)
    person = ColleagueFactory(school=school, user=user, email=user.email)
    session = StudyGroupSessionFactory(open_to_all=True)
    (asked,) = book_places(session, [person], school=school, by=user, for_oneself=True).requested
    assert Message.objects.filter(kind="booking_to_agree").count() == 2
    gone = link(Purpose.AGREE, asked.link_nonce, other)
    other.roles.update(ends_on=timezone.localdate())
    assert client.get(gone).status_code == 404
    assert client.post(gone, {"answer": "yes"}).status_code == 404
    there = link(Purpose.AGREE, asked.link_nonce, lead)
    assert person.name in words(client.get(there))
    assert state(asked) == BookingState.REQUESTED
    client.post(there, {"answer": "yes"})
    assert state(asked) == BookingState.CONFIRMED
    assert StudyGroupSession.objects.get(pk=session.pk).places_taken == 1
