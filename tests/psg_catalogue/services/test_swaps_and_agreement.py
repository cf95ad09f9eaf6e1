"""One colleague instead of another, and leads who agree: one test a way out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.refusals import (
    ClashingBooking,
    ColleagueLeft,
    NotBooked,
    NotOfThisSchool,
    PeopleRefused,
    RequestOver,
    SamePerson,
    SessionOver,
)
from psg_catalogue.services.agreement import agree_booking, refuse_booking, settle_agreement
from psg_catalogue.services.attenders import Newcomer
from psg_catalogue.services.bookings import book_places, book_sessions
from psg_catalogue.services.session_changes import postpone_session
from psg_catalogue.services.swaps import swap_colleague
from psg_catalogue.services.waiting_list import accept_offer, let_run_out
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, lead_of
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def session():
    return StudyGroupSessionFactory(open_to_all=True, capacity=2, booking_closes_at=timezone.now())


def booked(session, school, **facts):
    """A booking that counts into the session's places."""
    booking = BookingFactory(session=session, colleague__school=school, **facts)
    taken = session.bookings.taking_a_place().count()
    StudyGroupSession.objects.filter(pk=session.pk).update(places_taken=taken)
    return booking


def in_step(session):
    session = StudyGroupSession.objects.get(pk=session.pk)
    return session.places_taken == session.bookings.taking_a_place().count()


def told(kind):
    return list(Message.objects.filter(kind=kind).values_list("to_email", "calendar_method"))


def test_a_swap_keeps_the_place_and_calendars_follow_after_the_deadline_too(session, school):
    old = booked(session, school)
    new = ColleagueFactory(school=school)
    made = swap_colleague(old, new)
    assert swap_colleague(old, new).pk == made.pk
    old.refresh_from_db()
    assert (old.state, made.state, made.replaces) == ("substituted", "confirmed", old)
    assert in_step(session)
    assert told("booking_passed_on") == [(old.colleague.email, "CANCEL")]
    assert told("booking_taken_over") == [(new.email, "REQUEST")]


def test_a_swap_keeps_the_place_in_the_line_and_an_offer(session, school):
    BookingFactory.create_batch(2, session=session)
    StudyGroupSession.objects.filter(pk=session.pk).update(places_taken=2)
    first, second = (booked(session, school, waiting=True) for _ in range(2))
    made = swap_colleague(first, Newcomer("Pearl Hathersedge", "Teacher", "pearl@example.org"))
    assert list(session.bookings.waiting()) == [made, second]
    assert made.colleague.school == school
    assert told("booking_taken_over") == [("pearl@example.org", "")]
    until = timezone.now() + timedelta(hours=9)
    Booking.objects.filter(pk=made.pk).update(state="offered", offer_expires_at=until)
    made.refresh_from_db()
    offered = swap_colleague(made, ColleagueFactory(school=school))
    assert (offered.state, offered.offer_expires_at) == (BookingState.OFFERED, until)
    assert offered.link_nonce != made.link_nonce


def test_a_swap_is_refused_with_the_reason(session, school):
    booking = booked(session, school)
    clashing = booked(StudyGroupSessionFactory(starts_at=session.starts_at), school).colleague
    gone = ColleagueFactory(school=school, left_on=timezone.localdate())
    for person, reason in [
        (booking.colleague, SamePerson),
        (ColleagueFactory(), NotOfThisSchool),
        (gone, ColleagueLeft),
        (clashing, ClashingBooking),
        (booked(session, school).colleague, ClashingBooking),
    ]:
        with pytest.raises(PeopleRefused) as refused:
            swap_colleague(booking, person)
        assert [type(each) for each in refused.value.refusals] == [reason]
    ended = booked(session, school, cancelled=True)
    with pytest.raises(NotBooked):
        swap_colleague(ended, ColleagueFactory(school=school))
    begun = booked(StudyGroupSessionFactory(past=True), school)
    with pytest.raises(SessionOver):
        swap_colleague(begun, ColleagueFactory(school=school))
    assert not Message.objects.exists()


def test_a_swap_on_a_postponed_session_goes_to_nobody_who_is_on_it(session, school):
    booking, other = booked(session, school), booked(session, school)
    postpone_session(session)
    with pytest.raises(PeopleRefused) as refused:
        swap_colleague(booking, other.colleague)
    assert [type(each) for each in refused.value.refusals] == [ClashingBooking]


@pytest.fixture
def asking(school):
    """A school whose lead agrees first; its colleague asks for two sessions at once."""
    lead = lead_of(school, email="lead@example.org")
    settle_agreement(school, asks_lead=True, by=lead)
    user = colleague_of(school)
    return ColleagueFactory(school=school, user=user, email=user.email)


def ask(person, *sessions):
    outcomes = book_sessions(
        sessions, [person], school=person.school, by=person.user, for_oneself=True
    )
    return [booking for outcome in outcomes for booking in outcome.requested]


def test_a_request_holds_the_places_and_each_lead_is_asked_once(asking):
    one = StudyGroupSessionFactory(open_to_all=True, capacity=1)
    two = StudyGroupSessionFactory(open_to_all=True, starts_at=twilight(21))
    requests = ask(asking, one, two)
    assert [each.state for each in requests] == ["requested", "requested"]
    assert in_step(one)
    late = ColleagueFactory()
    assert book_places(one, [late], school=late.school).waiting
    letter = Message.objects.get(kind="booking_to_agree")
    assert letter.to_email == "lead@example.org"
    assert one.page.title in letter.text_body
    assert two.page.title in letter.text_body
    assert told("booking_asked") == [(asking.email, "")]
    assert told("booking_confirmed") == []

    agreed = agree_booking(requests[0])
    assert agree_booking(requests[0]).pk == agreed.pk
    assert (agreed.state, agreed.had_place) == (BookingState.CONFIRMED, True)
    assert told("booking_confirmed") == [(asking.email, "REQUEST")]
    with pytest.raises(RequestOver):
        refuse_booking(requests[0])


def test_a_request_that_is_refused_or_runs_out_frees_its_place(asking):
    one = StudyGroupSessionFactory(open_to_all=True, capacity=1)
    two = StudyGroupSessionFactory(open_to_all=True, capacity=1, starts_at=twilight(21))
    first, second = ask(asking, one, two)
    waits = ColleagueFactory()
    (next_in_line,) = book_places(one, [waits], school=waits.school).waiting
    refuse_booking(first)
    next_in_line.refresh_from_db()
    assert next_in_line.state == BookingState.OFFERED
    assert told("booking_not_agreed") == [(asking.email, "")]
    past = timezone.now() - timedelta(minutes=1)
    Booking.objects.filter(pk=second.pk).update(request_expires_at=past)
    with pytest.raises(RequestOver):
        agree_booking(second)
    assert let_run_out() == 1
    assert in_step(one)
    assert in_step(two)


def test_an_offer_taken_by_the_colleague_asks_the_lead_and_by_the_lead_does_not(asking):
    for may_agree, state in ((False, "requested"), (True, "confirmed")):
        session = StudyGroupSessionFactory(open_to_all=True, full=True, starts_at=twilight(20))
        outcome = book_places(session, [asking], school=asking.school, for_oneself=True)
        (waiting,) = outcome.waiting
        until = timezone.now() + timedelta(hours=9)
        Booking.objects.filter(pk=waiting.pk).update(state="offered", offer_expires_at=until)
        assert accept_offer(waiting, may_agree=may_agree).state == state
        Booking.objects.filter(session=session).delete()


def test_leads_book_without_being_asked_and_so_does_a_school_without_a_lead(asking, session):
    StudyGroupSession.objects.update(booking_closes_at=None)
    other = ColleagueFactory(school=asking.school)
    assert book_places(session, [other], school=asking.school).booked
    asking.school.roles.filter(role="school_lead").delete()
    assert book_places(session, [asking], school=asking.school, for_oneself=True).booked
