"""Marks that a device kept while there was no network, and marks taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from psg_catalogue.enums import Attendance
from psg_catalogue.register_refusals import CannotUnmark, HasBeenAsked
from psg_catalogue.services.registers import close_register, mark_attendance, reopen_register
from psg_catalogue.services.walk_ins import add_walk_in
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db

PRESENT, ABSENT = Attendance.PRESENT, Attendance.ABSENT


@pytest.fixture
def session():
    """Under way since half an hour ago."""
    return StudyGroupSessionFactory(starts_at=timezone.now() - timedelta(minutes=30))


@pytest.fixture
def key(session):
    return f"b{BookingFactory(session=session, colleague__name='Aurelia Finch').pk}"


def ago(minutes: int):
    return timezone.now() - timedelta(minutes=minutes)


def mark(session):
    return list(session.entries.values_list("attendance", flat=True))


def test_later_mark_stands_whichever_arrives_first(session, key):
    mark_attendance(session, {key: ABSENT}, made_at={key: ago(5)})
    mark_attendance(session, {key: PRESENT}, made_at={key: ago(20)})
    assert mark(session) == [ABSENT]
    mark_attendance(session, {key: PRESENT}, made_at={key: ago(1)})
    assert mark(session) == [PRESENT]


def test_mark_sent_twice_is_one_line(session, key):
    made_at = {key: ago(3)}
    mark_attendance(session, {key: PRESENT}, made_at=made_at)
    mark_attendance(session, {key: PRESENT}, made_at=made_at)
    assert mark(session) == [PRESENT]
    assert session.entries.get().marked_at == made_at[key]


def test_mark_of_a_clock_that_runs_ahead_counts_as_made_now(session, key):
    mark_attendance(session, {key: PRESENT}, made_at={key: ago(-60)})
    mark_attendance(session, {key: ABSENT})
    assert mark(session) == [ABSENT]


def test_mark_taken_back_stays_back_though_an_older_one_arrives(session, key):
    mark_attendance(session, {key: PRESENT})
    mark_attendance(session, {key: ""})
    assert mark(session) == []
    mark_attendance(session, {key: PRESENT}, made_at={key: ago(10)})
    assert mark(session) == []
    mark_attendance(session, {key: PRESENT})
    assert mark(session) == [PRESENT]


def test_mark_that_was_never_made_can_be_taken_back(session, key):
    mark_attendance(session, {key: ""})
    assert mark(session) == []


def test_walk_in_is_taken_off_and_not_unmarked(session):
    entry = add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory())
    with pytest.raises(CannotUnmark):
        mark_attendance(session, {f"e{entry.pk}": ""})
    assert mark(session) == [PRESENT]


def test_whoever_was_asked_to_evaluate_keeps_a_mark(session, key):
    mark_attendance(session, {key: PRESENT})
    close_register(session)
    reopen_register(session, reason="One name was missing")
    with pytest.raises(HasBeenAsked):
        mark_attendance(session, {key: ""})
    assert mark(session) == [PRESENT]
