"""Offers, passing on and joining, many at once, on PostgreSQL (SAFETY 3: 2, 5, 6, 7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.merging import merge_sessions
from psg_catalogue.services.session_changes import resize_session
from psg_catalogue.services.swaps import swap_colleague
from psg_catalogue.services.waiting_list import accept_offer, decline_offer, let_run_out
from psg_catalogue.session_refusals import SessionRefused
from tests.factories.directory import ColleagueFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight
from tests.plugins.races import errors

pytestmark = pytest.mark.postgres


def counts(session):
    session = StudyGroupSession.objects.get(pk=session.pk)
    taken = session.bookings.taking_a_place().count()
    assert session.places_taken == taken <= session.capacity
    return taken, session.bookings.waiting().count()


def full_with_a_line(waiting):
    """One place, offered to the first of so many."""
    session = StudyGroupSessionFactory(open_to_all=True, capacity=1)
    people = ColleagueFactory.create_batch(waiting + 1)
    made = [book_places(session, [person], school=person.school).bookings[0] for person in people]
    cancel_booking(made[0])
    return session, made[1:]


def test_yes_and_no_and_the_worker_at_once_have_one_outcome(threads):
    session, line = full_with_a_line(3)
    calls = [lambda: accept_offer(line[0]), lambda: decline_offer(line[0]), let_run_out] * 3
    refused = errors(threads(calls))
    assert all(isinstance(error, BookingRefused) for error in refused)
    answered = Booking.objects.get(pk=line[0].pk).state
    assert answered in (BookingState.CONFIRMED, BookingState.DECLINED)
    offered = session.bookings.offered().count()
    assert (answered == BookingState.DECLINED) is (offered == 1)
    assert counts(session) == (1, 1 if offered else 2)


def test_several_workers_let_an_offer_run_out_once(threads):
    session, line = full_with_a_line(3)
    past = timezone.now() - timedelta(minutes=1)
    Booking.objects.filter(pk=line[0].pk).update(offer_expires_at=past)
    outcomes = threads(let_run_out, times=6)
    assert errors(outcomes) == []
    assert sum(outcome.result for outcome in outcomes) == 1
    assert Message.objects.filter(kind="place_ran_out").count() == 1
    assert list(session.bookings.offered()) == [line[1]]
    assert counts(session) == (1, 1)


def test_a_smaller_room_races_an_accepted_offer(threads):
    session = StudyGroupSessionFactory(open_to_all=True, capacity=2)
    people = ColleagueFactory.create_batch(3)
    made = [book_places(session, [person], school=person.school).bookings[0] for person in people]
    cancel_booking(made[0])
    outcomes = threads(
        [
            lambda: accept_offer(made[2]),
            lambda: resize_session(session, capacity=1),
            lambda: cancel_booking(made[1]),
        ]
    )
    assert all(isinstance(error, SessionRefused) for error in errors(outcomes))
    assert Booking.objects.get(pk=made[2].pk).state == BookingState.CONFIRMED
    assert counts(session)[1] == 0


def test_one_place_passed_on_to_two_people_at_once_goes_to_one(threads):
    session = StudyGroupSessionFactory(open_to_all=True)
    one = ColleagueFactory()
    booking = book_places(session, [one], school=one.school).booked[0]
    others = ColleagueFactory.create_batch(4, school=one.school)
    calls = [lambda person=person: swap_colleague(booking, person) for person in others]
    assert len(errors(threads(calls))) == 3
    assert counts(session) == (1, 0)


def test_five_people_for_three_places_by_two_schools_at_once(threads):
    session = StudyGroupSessionFactory(open_to_all=True, capacity=3)
    teams = [ColleagueFactory.create_batch(5, school=ColleagueFactory().school) for _ in range(2)]
    calls = [lambda team=team: book_places(session, team, school=team[0].school) for team in teams]
    outcomes = threads(calls)
    assert errors(outcomes) == []
    shares = sorted((len(o.result.booked), len(o.result.waiting)) for o in outcomes)
    assert shares == [(0, 5), (3, 2)]
    assert counts(session) == (3, 7)


def test_sessions_joined_both_ways_while_people_book_and_cancel_keep_their_counts(threads):
    one, two = (
        StudyGroupSessionFactory(open_to_all=True, capacity=4, starts_at=twilight(10 + n))
        for n in range(2)
    )
    people = ColleagueFactory.create_batch(8)
    made = [book_places(one, [p], school=p.school).bookings[0] for p in people[:4]]
    late = people[4:]
    calls = [lambda: merge_sessions(one, into=two), lambda: merge_sessions(two, into=one)]
    calls += [lambda booking=booking: cancel_booking(booking) for booking in made[:2]]
    calls += [lambda p=p: book_places(two, [p], school=p.school) for p in late]
    refused = errors(threads(calls))
    assert all(isinstance(error, BookingRefused | SessionRefused) for error in refused)
    states = sorted(StudyGroupSession.objects.values_list("state", flat=True))
    assert states == ["cancelled", "planned"]
    counts(one)
    counts(two)
