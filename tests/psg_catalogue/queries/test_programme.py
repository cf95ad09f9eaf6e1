"""Sessions as listings show them."""

from datetime import datetime, timedelta

import pytest

from core.academic_year import LONDON, AcademicYear
from psg_catalogue.queries.programme import add_counts, add_groups, sessions_of_years
from tests.factories.directory import PractitionerFactory
from tests.factories.psg_catalogue import (
    RegisterEntryFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db


def read(**given):
    sessions = sessions_of_years(AcademicYear(2000), None, lambda path: path, **given)
    add_groups(sessions)
    add_counts(sessions)
    return sessions


def only(**given):
    StudyGroupSessionFactory(**given)
    return read()[0]


def test_sessions_are_numbered_within_their_group_and_year():
    group = StudyGroupPageFactory()
    for day in ("2025-10-07", "2026-06-09", "2026-09-22"):
        starts_at = datetime.fromisoformat(f"{day}T16:15").replace(tzinfo=LONDON)
        StudyGroupSessionFactory(study_group=group, starts_at=starts_at)
    assert [(each.number, each.of) for each in read()] == [(1, 2), (2, 2), (1, 1)]
    assert [each.number_words for each in read()] == [
        "Session 1 of 2", "Session 2 of 2", "One session",
    ]  # fmt: skip


def test_hidden_pages_are_not_listed():
    StudyGroupSessionFactory(live=False)
    StudyGroupSessionFactory(study_group=StudyGroupPageFactory(live=False))
    assert read() == []


def test_line_names_the_leaders():
    people = [PractitionerFactory(name="Ann Ash"), PractitionerFactory(name="Bea Birch")]
    session = only(study_group=StudyGroupPageFactory(leaders=people))
    assert session.line == "One session, led by Ann Ash and Bea Birch"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"cancelled": True}, "Cancelled. Everyone booked has been told."),
        ({"postponed": True}, "Postponed. There is no new date yet."),
        ({"held": True}, "Held"),
        ({"online": True}, "Joining link sent when you book"),
        ({"booking_closes_at": twilight(-1)}, "Booking has closed. You may come to the door."),
        ({}, ""),
    ],
)
def test_note_says_what_a_reader_must_know(given, words):
    assert only(**given).note.words == words


def test_note_of_a_session_in_the_school_day():
    starts_at = twilight(14).replace(hour=13)
    while starts_at.weekday() > 4:
        starts_at += timedelta(days=1)
    assert only(starts_at=starts_at).note.words == "In the school day"


def test_the_joining_link_is_in_no_part_of_a_listed_session():
    session = only(online=True)
    assert session.place == "online"
    assert "secret-room" not in repr(session)


@pytest.mark.parametrize(
    ("given", "bookable", "places"),
    [
        ({}, True, True),
        ({"full": True}, True, False),
        ({"past": True}, False, False),
        ({"cancelled": True}, False, False),
        ({"postponed": True}, False, False),
        ({"booking_closes_at": twilight(-1)}, False, False),
    ],
)
def test_what_can_be_booked(given, bookable, places):
    session = only(**given)
    assert (session.is_bookable, session.has_places) == (bookable, places)


def test_counts_are_of_people_waiting_and_people_who_came():
    full = StudyGroupSessionFactory(full=True, waiting=3)
    held = StudyGroupSessionFactory(held=True, came=4)
    RegisterEntryFactory(session=held, absent=True)
    counts = {each.pk: (each.waiting, each.came) for each in read()}
    assert counts == {full.pk: (3, None), held.pk: (0, 4)}
