"""Many at once, on PostgreSQL, with a connection each (SAFETY 3: 1 to 4, 6 to 8)."""

import random
import time

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from core.models import Message
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.services import booking_rows, bookings
from psg_catalogue.services.bookings import book_places, book_sessions, cancel_booking
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight
from tests.plugins.races import errors

pytestmark = pytest.mark.postgres

CLIENTS = 50


def counts(session):
    """The counter, the rows that take a place and the waiting rows of a session."""
    session = StudyGroupSession.objects.get(pk=session.pk)
    taken = session.bookings.taking_a_place().count()
    return session.places_taken, taken, session.bookings.waiting().count()


def one_each(session, number):
    """So many calls, each booking somebody else."""
    people = ColleagueFactory.create_batch(number)
    return [
        lambda person=person: book_places(session, [person], school=person.school)
        for person in people
    ]


@pytest.fixture
def without_lock(monkeypatch):
    """The lock is left off, and everyone takes their time between looking and writing."""
    take_places = booking_rows.take_places

    def look(pks):
        rows = StudyGroupSession.objects.select_related("page", "study_group", "venue")
        return list(rows.filter(pk__in=set(pks)))

    def slowly(session, number):
        time.sleep(0.5)
        take_places(session, number)

    monkeypatch.setattr(bookings, "lock_sessions", look)
    monkeypatch.setattr(booking_rows, "take_places", slowly)


def test_fifty_at_once_for_the_last_place_give_one_booking_and_a_line_of_forty_nine(threads):
    session = StudyGroupSessionFactory(open_to_all=True, capacity=1)
    outcomes = threads(one_each(session, CLIENTS))
    assert errors(outcomes) == []
    assert counts(session) == (1, 1, CLIENTS - 1)
    told = Message.objects.filter(kind="waiting_list_joined").values_list("text_body", flat=True)
    places = sorted(int(text.split("you are ")[1].split(" in line")[0][:-2]) for text in told)
    assert places == list(range(1, CLIENTS))


def test_without_the_lock_the_database_still_refuses_to_oversell(threads, without_lock):
    session = StudyGroupSessionFactory(open_to_all=True, capacity=1)
    outcomes = threads(one_each(session, 8))
    assert {type(error) for error in errors(outcomes)} == {IntegrityError}
    assert counts(session)[1] == 1


def test_without_the_lock_and_the_check_places_are_sold_twice(threads, without_lock):
    session = StudyGroupSessionFactory(open_to_all=True, capacity=1)
    check = next(c for c in StudyGroupSession._meta.constraints if c.name.endswith("oversold"))
    with connection.schema_editor() as editor:
        editor.remove_constraint(StudyGroupSession, check)
    try:
        threads(one_each(session, 8))
        assert counts(session)[1] > 1
    finally:
        Booking.objects.all().delete()
        StudyGroupSession.objects.update(places_taken=0)
        with connection.schema_editor() as editor:
            editor.add_constraint(StudyGroupSession, check)


def test_one_person_booked_from_two_browsers_has_one_booking(threads):
    session = StudyGroupSessionFactory(open_to_all=True)
    person = ColleagueFactory()
    outcomes = threads(lambda: book_places(session, [person], school=person.school), times=8)
    assert errors(outcomes) == []
    assert len({outcome.result.bookings[0].pk for outcome in outcomes}) == 1
    assert counts(session) == (1, 1, 0)


def test_one_person_booked_on_two_sessions_at_the_same_time_has_one_booking(threads):
    first = StudyGroupSessionFactory(open_to_all=True)
    second = StudyGroupSessionFactory(open_to_all=True, starts_at=first.starts_at)
    person = ColleagueFactory()
    outcomes = threads(
        [
            lambda session=session: book_places(session, [person], school=person.school)
            for session in (first, second)
        ]
    )
    assert len(errors(outcomes)) == 1
    assert Booking.objects.active().count() == 1


def test_forty_batches_over_overlapping_sessions_never_wait_for_each_other(threads):
    sessions = [
        StudyGroupSessionFactory(open_to_all=True, starts_at=twilight(10 + n), capacity=100)
        for n in range(4)
    ]
    people = ColleagueFactory.create_batch(40)
    draw = random.Random(4)

    def call(person, some):
        return lambda: book_sessions(some, [person], school=person.school)

    outcomes = threads([call(person, draw.sample(sessions, 3)) for person in people])
    assert errors(outcomes) == []
    assert Booking.objects.confirmed().count() == 120
    for session in sessions:
        taken, confirmed, _ = counts(session)
        assert taken == confirmed


@pytest.mark.parametrize("round_", range(5))
def test_a_cancelled_place_goes_to_the_head_of_the_line_and_not_to_a_newcomer(threads, round_):
    session = StudyGroupSessionFactory(open_to_all=True, capacity=1)
    (given,) = book_places(session, [p := ColleagueFactory()], school=p.school).booked
    (head,) = book_places(session, [p := ColleagueFactory()], school=p.school).waiting
    late = ColleagueFactory()
    outcomes = threads(
        [
            lambda: cancel_booking(given),
            lambda: book_places(session, [late], school=late.school),
        ]
    )
    assert errors(outcomes) == []
    assert Booking.objects.get(pk=head.pk).state == BookingState.OFFERED
    assert Booking.objects.get(colleague=late).state == BookingState.WAITING_LIST
    assert counts(session) == (1, 1, 1)


def test_a_row_held_for_too_long_answers_503_and_writes_nothing(threads):
    session = StudyGroupSessionFactory(open_to_all=True)
    office = UserFactory(is_superuser=True)
    person = ColleagueFactory()
    client = Client()
    client.force_login(office)
    address = reverse("psg_catalogue:book", args=[session.pk]) + f"?school={person.school.urn}"

    def hold():
        with transaction.atomic():
            StudyGroupSession.objects.select_for_update().get(pk=session.pk)
            time.sleep(5)

    def book():
        time.sleep(0.5)
        return client.post(
            address,
            {f"colleague_{person.pk}": "on", "new-TOTAL_FORMS": "0", "new-INITIAL_FORMS": "0"},
        )

    held, answered = threads([hold, book], patient=False)
    assert errors([held, answered]) == []
    assert answered.result.status_code == 503
    assert answered.result["Retry-After"] == "5"
    assert not Booking.objects.exists()
    assert not Message.objects.exists()


def test_a_lock_that_does_not_come_is_an_operational_error(threads):
    session = StudyGroupSessionFactory(open_to_all=True)
    person = ColleagueFactory()

    def hold():
        with transaction.atomic():
            StudyGroupSession.objects.select_for_update().get(pk=session.pk)
            time.sleep(4)

    def book():
        time.sleep(0.5)
        book_places(session, [person], school=person.school)

    _, refused = threads([hold, book], patient=False)
    assert isinstance(refused.error, OperationalError)


def test_a_line_is_kept_when_places_are_given_back_by_many_at_once(threads):
    session = StudyGroupSessionFactory(open_to_all=True, capacity=5, full=False)
    people = ColleagueFactory.create_batch(15)
    given, line = [], []
    for person in people:
        outcome = book_places(session, [person], school=person.school)
        given += outcome.booked
        line += outcome.waiting
    outcomes = threads([lambda booking=booking: cancel_booking(booking) for booking in given])
    assert errors(outcomes) == []
    offered = session.bookings.offered().values_list("pk", flat=True)
    assert sorted(offered) == sorted(booking.pk for booking in line[:5])
    assert counts(session) == (5, 5, 5)
