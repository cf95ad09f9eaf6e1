"""Two people at one session, or one study group, at the same moment."""

import pytest

from psg_catalogue.enums import BookingState, SessionState
from psg_catalogue.models import SessionPage
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.bookings import book_places
from psg_catalogue.services.session_changes import (
    cancel_session,
    resize_session,
)
from psg_catalogue.services.sessions import create_session
from psg_catalogue.session_refusals import CapacityBelowBooked
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import (
    LASTING,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)
from tests.plugins.races import errors

pytestmark = pytest.mark.postgres


def bookings_of(session, number):
    school = SchoolFactory()
    people = ColleagueFactory.create_batch(number, school=school)
    return [
        lambda person=person: book_places(session, [person], school=school) for person in people
    ]


def test_booking_races_a_cancellation_and_nobody_is_left_booked(threads):
    session = StudyGroupSessionFactory(open_to_all=True)
    outcomes = threads([*bookings_of(session, 8), lambda: cancel_session(session, reason="Snow")])
    assert [e for e in errors(outcomes) if not isinstance(e, BookingRefused)] == []
    session.refresh_from_db()
    assert (session.state, session.places_taken) == (SessionState.CANCELLED, 0)
    assert not session.bookings.active().exists()


def test_bookings_race_a_smaller_room_and_nobody_is_without_a_place(threads):
    session = StudyGroupSessionFactory(open_to_all=True, capacity=10)
    outcomes = threads([*bookings_of(session, 8), lambda: resize_session(session, capacity=4)])
    assert [e for e in errors(outcomes) if not isinstance(e, CapacityBelowBooked)] == []
    session.refresh_from_db()
    confirmed = session.bookings.filter(state=BookingState.CONFIRMED).count()
    assert session.places_taken == confirmed <= session.capacity
    assert session.bookings.active().count() == 8


def test_sessions_added_at_once_each_have_a_page_and_an_address(threads):
    group = StudyGroupPageFactory()
    given = {"starts_at": twilight(9), "ends_at": twilight(9) + LASTING, "capacity": 9}
    outcomes = threads(lambda: create_session(group, title="Prompts", **given), times=6)
    assert errors(outcomes) == []
    pages = SessionPage.objects.child_of(group)
    assert sorted(pages.values_list("slug", flat=True)) == [
        "prompts", "prompts-2", "prompts-3", "prompts-4", "prompts-5", "prompts-6",
    ]  # fmt: skip
    group.refresh_from_db()
    assert group.numchild == 6
