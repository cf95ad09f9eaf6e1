"""Two tablets at one door, on PostgreSQL, with a connection each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from psg_catalogue.enums import Attendance, SessionState
from psg_catalogue.models import RegisterEntry, StudyGroupSession
from psg_catalogue.register_refusals import RegisterClosed
from psg_catalogue.services.registers import close_register, mark_attendance
from psg_catalogue.services.walk_ins import add_walk_in
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.postgres


@pytest.fixture
def session(transactional_db):
    return StudyGroupSessionFactory(starts_at=timezone.now() - timedelta(minutes=10))


def test_one_person_marked_on_several_tablets_has_one_line(threads, session):
    booking = BookingFactory(session=session)
    marks = [Attendance.PRESENT, Attendance.ABSENT, Attendance.APOLOGIES] * 3
    outcomes = threads(
        [lambda mark=mark: mark_attendance(session, {f"b{booking.pk}": mark}) for mark in marks]
    )
    assert errors(outcomes) == []
    assert session.entries.get().attendance in marks


def test_different_people_marked_at_once_keep_their_own_marks(threads, session):
    bookings = BookingFactory.create_batch(8, session=session)
    outcomes = threads(
        [
            lambda booking=booking: mark_attendance(session, {f"b{booking.pk}": Attendance.PRESENT})
            for booking in bookings
        ]
    )
    assert errors(outcomes) == []
    assert session.entries.present().count() == 8


def test_one_walk_in_added_on_several_tablets_is_one_person(threads, session):
    school = SchoolFactory()
    outcomes = threads(lambda: add_walk_in(session, name="Inigo Pomfret", school=school), times=6)
    assert errors(outcomes) == []
    assert RegisterEntry.objects.count() == 1


def test_a_mark_that_meets_the_closing_is_kept_or_refused_and_never_lost(threads, session):
    booking = BookingFactory(session=session)
    _, marked = threads(
        [
            lambda: close_register(session),
            lambda: mark_attendance(session, {f"b{booking.pk}": Attendance.PRESENT}),
        ]
    )
    assert StudyGroupSession.objects.get(pk=session.pk).state == SessionState.HELD
    refused = isinstance(marked.error, RegisterClosed)
    assert marked.error is None or refused
    kept = session.entries.get().attendance
    assert kept == (Attendance.ABSENT if refused else Attendance.PRESENT)


def test_closing_at_once_on_two_tablets_asks_everyone_once(threads, session):
    booking = BookingFactory(session=session)
    mark_attendance(session, {f"b{booking.pk}": Attendance.PRESENT})
    outcomes = threads(lambda: close_register(session), times=4)
    assert errors(outcomes) == []
    assert session.invitations.count() == 1
