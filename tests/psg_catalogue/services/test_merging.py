"""Two sessions become one: bookings move where they fit, and everyone is told once."""

import pytest
from icalendar import Calendar

from core.models import Message
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.merging import merge_sessions
from psg_catalogue.services.session_changes import change_venue
from psg_catalogue.session_refusals import (
    SameSession,
    SessionIsCancelled,
    SessionIsPast,
    SessionIsPostponed,
)
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import lead_of
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


def a_session(capacity, days, **facts):
    return StudyGroupSessionFactory(
        open_to_all=True, capacity=capacity, starts_at=twilight(days), **facts
    )


def event_of(message):
    (event,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    return event


def test_bookings_move_where_they_fit_and_are_told_once():
    school = SchoolFactory()
    lead = lead_of(school, email="lead@example.org")
    old, new = a_session(3, 10), a_session(3, 20)
    twice, first, second, waits = ColleagueFactory.create_batch(4, school=school)
    book_places(old, [first, second, twice, waits], school=school, by=lead)
    book_places(new, [twice, ColleagueFactory(school=school)], school=school, by=lead)
    change_venue(old, venue_note="The hall")  # calendars have number 1 by now
    Message.objects.all().delete()
    merged = merge_sessions(old, into=new)

    assert [b.colleague for b in merged.placed] == [first]
    assert [b.colleague for b in merged.waiting] == [second, waits]
    assert [b.colleague for b in merged.lost] == [second]
    assert [b.colleague for b in merged.ended] == [twice]
    old, new = (StudyGroupSession.objects.get(pk=each.pk) for each in (old, new))
    assert (old.state, old.places_taken, old.bookings.active().count()) == ("cancelled", 0, 0)
    assert (new.places_taken, list(new.bookings.waiting())) == (3, merged.waiting)
    told = Message.objects.values_list("kind", "to_email")
    assert sorted(told) == sorted(
        [("session_joined", person.email) for person in (first, second, waits)]
        + [("session_joined", lead.email), ("session_cancelled", twice.email)]
        + [("session_cancelled", lead.email)]
    )
    letter = Message.objects.get(to_email=first.email)
    assert letter.calendar_method == "REQUEST"
    assert event_of(letter)["SEQUENCE"] == 2
    assert event_of(letter)["UID"] == f"booking-{merged.placed[0].pk}@testserver"
    lost = Message.objects.get(to_email=second.email)
    assert lost.calendar_method == "CANCEL"
    assert "This session is full. You are on its waiting list" in lost.text_body
    assert old.page.title in lost.text_body


def test_an_open_offer_waits_at_the_other_session_and_is_made_anew():
    old, new = a_session(1, 10), a_session(2, 20)
    one, other = ColleagueFactory.create_batch(2)
    booked = book_places(old, [one], school=one.school).booked[0]
    (waiting,) = book_places(old, [other], school=other.school).waiting
    cancel_booking(booked)
    nonce = Booking.objects.get(pk=waiting.pk).link_nonce
    merge_sessions(old, into=new)
    moved = Booking.objects.get(pk=waiting.pk)
    assert (moved.session, moved.state) == (new, BookingState.OFFERED)
    assert moved.link_nonce != nonce
    assert StudyGroupSession.objects.get(pk=new.pk).places_taken == 1


def test_merging_is_refused_with_the_reason():
    session = a_session(3, 10)
    for other, reason in [
        (session, SameSession),
        (a_session(3, 11, state="cancelled", cancellation_reason="Snow"), SessionIsCancelled),
        (a_session(3, -3), SessionIsPast),
        (a_session(3, 12, postponed=True), SessionIsPostponed),
    ]:
        with pytest.raises(reason):
            merge_sessions(session, into=other)
    assert StudyGroupSession.objects.get(pk=session.pk).state == "planned"
