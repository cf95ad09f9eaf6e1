"""Offers from the waiting list: made, answered, run out, taken back, out of turn."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from core.models import Message
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.refusals import (
    NoFreePlace,
    NoReason,
    NotInLine,
    OfferOver,
    SessionOver,
    WaitingListStopped,
)
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.place_times import list_stops_at
from psg_catalogue.services.session_changes import (
    change_session,
    move_session,
    postpone_session,
    replan_session,
    resize_session,
)
from psg_catalogue.services.waiting_list import (
    accept_offer,
    decline_offer,
    let_run_out,
    move_in_line,
    offer_out_of_turn,
    tell_of_stopped_lists,
)
from psg_catalogue.session_refusals import CapacityBelowBooked
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory
from tests.factories.psg_catalogue import LASTING, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """Two places, both taken, and three people who wait."""
    return StudyGroupSessionFactory(open_to_all=True, full=True, waiting=3)


@pytest.fixture
def line(session):
    """Those three, in their order."""
    return list(session.bookings.waiting())


def free_one(session):
    cancel_booking(session.bookings.confirmed().first())


def states(*bookings):
    return [Booking.objects.get(pk=booking.pk).state for booking in bookings]


def in_step(session):
    session = StudyGroupSession.objects.get(pk=session.pk)
    return session.places_taken == session.bookings.taking_a_place().count()


def actions_of(booking):
    return [entry.action for entry in registry.get_logs_for_instance(booking)]


def run_out(booking):
    past = timezone.now() - timedelta(minutes=1)
    Booking.objects.filter(pk=booking.pk).update(offer_expires_at=past)


def test_an_offer_holds_its_place_against_newcomers(session, line):
    free_one(session)
    assert states(*line) == ["offered", "waiting_list", "waiting_list"]
    late = ColleagueFactory()
    assert book_places(session, [late], school=late.school).waiting
    assert in_step(session)
    offer = Message.objects.get(kind="place_offered", to_email=line[0].colleague.email)
    assert (offer.link_kind, len(offer.link_object_id)) == ("place_offer", 32)


def test_an_accepted_offer_is_a_place_and_asking_twice_changes_nothing(session, line):
    free_one(session)
    accepted = accept_offer(line[0])
    again = accept_offer(line[0])
    assert accepted.pk == again.pk
    assert (again.state, again.had_place) == (BookingState.CONFIRMED, True)
    assert actions_of(line[0]) == ["booking.offer_accepted", "booking.offered"]
    assert Message.objects.filter(kind="place_given").count() == 1
    assert in_step(session)


def test_a_declined_offer_goes_to_the_next_and_cannot_be_accepted(session, line):
    free_one(session)
    decline_offer(line[0])
    decline_offer(line[0])
    assert states(*line) == ["declined", "offered", "waiting_list"]
    with pytest.raises(OfferOver):
        accept_offer(line[0])
    assert in_step(session)


def test_an_offer_that_ran_out_goes_to_the_next_by_the_worker(session, line):
    free_one(session)
    run_out(line[0])
    with pytest.raises(OfferOver):
        accept_offer(line[0])
    assert (let_run_out(), let_run_out()) == (1, 0)
    assert states(*line) == ["lapsed", "offered", "waiting_list"]
    assert Message.objects.filter(kind="place_ran_out").get().to_email == line[0].colleague.email
    assert in_step(session)


def test_nobody_is_offered_a_place_once_the_list_has_stopped(session, line):
    start = list_stops_at(session) + timedelta(hours=1)
    StudyGroupSession.objects.filter(pk=session.pk).update(booking_closes_at=None)
    with_clock = timezone.now
    ahead = start - timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: with_clock() + ahead)
        free_one(session)
        assert states(*line) == ["waiting_list"] * 3
        assert (tell_of_stopped_lists(), tell_of_stopped_lists()) == (1, 0)
        assert Message.objects.filter(kind="waiting_list_stopped").count() == 3
        people = ColleagueFactory.create_batch(2, school=line[0].school)
        with pytest.raises(WaitingListStopped, match="Only 1 place is left"):
            book_places(session, people, school=line[0].school)
        assert book_places(session, people[:1], school=line[0].school).booked
        with pytest.raises(WaitingListStopped, match="come to the door"):
            book_places(session, people[1:], school=line[0].school)


def test_the_office_moves_somebody_in_the_line_and_says_why(session, line):
    office = UserFactory()
    move_in_line(line[2], to=1, reason="Came in vain last time", by=office)
    assert list(session.bookings.waiting()) == [line[2], line[0], line[1]]
    (entry,) = registry.get_logs_for_instance(line[2])
    assert (entry.action, entry.user) == ("booking.moved_in_line", office)
    assert entry.data == {"from_place": 3, "to": 1, "reason": "Came in vain last time"}
    with pytest.raises(NoReason):
        move_in_line(line[1], to=1, reason=" ")
    free_one(session)
    with pytest.raises(NotInLine):
        move_in_line(line[2], to=1, reason="Again")


def test_who_joins_later_stands_behind_those_who_were_moved(session, line):
    move_in_line(line[0], to=3, reason="They asked for it")
    late = ColleagueFactory()
    (new,) = book_places(session, [late], school=late.school).waiting
    assert list(session.bookings.waiting()) == [line[1], line[2], line[0], new]


def test_the_office_offers_out_of_turn_only_what_is_free(session, line):
    with pytest.raises(NoFreePlace):
        offer_out_of_turn(line[2], reason="The key note speaker")
    free_one(session)
    decline_offer(line[0])
    decline_offer(line[1])
    with pytest.raises(NoReason):
        offer_out_of_turn(line[2], reason="")
    with pytest.raises(NotInLine):
        offer_out_of_turn(line[1], reason="Changed their mind")
    assert states(line[2]) == ["offered"]


def test_the_office_offers_out_of_turn_after_the_list_has_stopped(session, line):
    session.bookings.confirmed().first().delete()
    near = timezone.now() + timedelta(hours=1)
    StudyGroupSession.objects.filter(pk=session.pk).update(
        places_taken=1, starts_at=near, ends_at=near + LASTING
    )
    offered = offer_out_of_turn(line[2], reason="She is at the door")
    assert offered.state == BookingState.OFFERED
    assert offered.offer_expires_at == near
    StudyGroupSession.objects.filter(pk=session.pk).update(starts_at=near - timedelta(hours=2))
    with pytest.raises(SessionOver):
        offer_out_of_turn(line[1], reason="She too")


def test_offers_move_with_the_date(session, line):
    free_one(session)
    far = {"starts_at": twilight(60), "ends_at": twilight(60) + LASTING}
    move_session(session, **far)
    offered = Booking.objects.get(pk=line[0].pk)
    assert offered.offer_expires_at - timezone.now() > timedelta(hours=47)
    told = Message.objects.get(kind="session_changed", to_email=line[0].colleague.email)
    assert "still on offer to you, until" in told.text_body
    assert told.link_kind == "place_offer"

    postpone_session(session)
    assert states(*line) == ["waiting_list"] * 3
    assert in_step(session)
    replan_session(session, **far)
    assert states(*line) == ["offered", "waiting_list", "waiting_list"]


def test_an_offer_is_taken_back_where_the_new_date_is_too_near(session, line):
    free_one(session)
    soon = timezone.now() + timedelta(hours=3)
    move_session(session, starts_at=soon, ends_at=soon + LASTING)
    assert states(*line) == ["waiting_list"] * 3
    assert actions_of(line[0])[0] == "booking.offer_taken_back"
    assert in_step(session)


def test_several_changes_at_once_are_told_once(session, line):
    kept = list(session.bookings.confirmed())
    change_session(
        session,
        when=(twilight(30), twilight(30) + LASTING),
        where=type("Somewhere", (), {"venue": None, "venue_note": "The hall", "joining_link": ""}),
        capacity=3,
    )
    for booking in kept:
        (told,) = Message.objects.filter(to_email=booking.colleague.email)
        assert told.subject.startswith("This session has a new date and place")
        assert told.calendar_method == "REQUEST"
        assert "The hall" in told.text_body
    assert states(*line) == ["offered", "waiting_list", "waiting_list"]


def test_a_smaller_room_is_refused_while_a_place_is_on_offer(session):
    free_one(session)
    with pytest.raises(CapacityBelowBooked, match="2 places are booked"):
        resize_session(session, capacity=1)
