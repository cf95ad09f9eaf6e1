"""What may be done to a session: one test a way out, and nothing undone by an old draft."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from wagtail.log_actions import registry

from core.models import Message
from psg_catalogue.enums import Access, BookingState, SessionState
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.services.session_changes import (
    cancel_session,
    change_venue,
    confirm_session,
    move_session,
    postpone_session,
    replan_session,
    resize_session,
    set_access,
    set_booking_deadline,
)
from psg_catalogue.session_refusals import (
    CapacityBelowBooked,
    DeadlineAfterStart,
    EndsBeforeItStarts,
    NewDateInThePast,
    NoPlaces,
    NoReasonGiven,
    SessionIsCancelled,
    SessionIsHeld,
    SessionIsNotPostponed,
    SessionIsPast,
    SessionIsPostponed,
)
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import LASTING, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db

NEW = {"starts_at": twilight(30), "ends_at": twilight(30) + LASTING}
CHANGES = [
    (confirm_session, {}),
    (move_session, NEW),
    (change_venue, {"venue_note": "The hall"}),
    (resize_session, {"capacity": 30}),
    (set_booking_deadline, {"closes_at": None}),
    (set_access, {"access": Access.OPEN}),
    (postpone_session, {}),
    (cancel_session, {"reason": "Snow"}),
]
each_change = pytest.mark.parametrize(("change", "given"), CHANGES)


def actions_of(session):
    return [entry.action for entry in registry.get_logs_for_instance(session)]


def told(kind):
    return set(Message.objects.filter(kind=kind).values_list("to_email", flat=True))


@each_change
def test_a_held_session_is_not_changed(change, given):
    session = StudyGroupSessionFactory(held=True)
    with pytest.raises(SessionIsHeld):
        change(session, **given)


@each_change
def test_a_session_that_has_begun_is_not_changed(change, given):
    session = StudyGroupSessionFactory(past=True)
    with pytest.raises(SessionIsPast):
        change(session, **given)


@pytest.mark.parametrize(("change", "given"), CHANGES[:-1])
def test_a_cancelled_session_is_not_changed(change, given):
    session = StudyGroupSessionFactory(cancelled=True)
    with pytest.raises(SessionIsCancelled):
        change(session, **given)


def test_confirm_session_confirms_once():
    by = UserFactory()
    session = confirm_session(StudyGroupSessionFactory(), by=by)
    confirm_session(session, by=by)
    session.refresh_from_db()
    assert session.state == SessionState.CONFIRMED
    assert actions_of(session) == ["session.confirmed"]


def test_confirm_session_refuses_one_that_waits_for_a_date():
    with pytest.raises(SessionIsPostponed):
        confirm_session(StudyGroupSessionFactory(postponed=True))


def test_move_session_moves_the_deadline_raises_the_sequence_and_tells_everyone():
    session = StudyGroupSessionFactory(booked=2, waiting=1, booking_closes_at=twilight(12))
    emails = {booking.colleague.email for booking in session.bookings.all()}
    moved = move_session(session, **NEW)
    moved.refresh_from_db()
    assert (moved.starts_at, moved.ends_at) == (NEW["starts_at"], NEW["ends_at"])
    assert moved.booking_closes_at == twilight(28)
    assert moved.calendar_sequence == session.calendar_sequence + 1
    assert told("session_changed") == emails
    assert actions_of(moved) == ["session.moved"]


def test_move_session_to_where_it_is_changes_and_tells_nothing():
    session = StudyGroupSessionFactory(booked=1)
    again = move_session(session, starts_at=session.starts_at, ends_at=session.ends_at)
    assert again.calendar_sequence == 0
    assert told("session_changed") == set()


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "refusal"),
    [
        (twilight(30), twilight(30), EndsBeforeItStarts),
        (twilight(-3), twilight(-3) + LASTING, NewDateInThePast),
    ],
)
def test_move_session_refuses_impossible_times(starts_at, ends_at, refusal):
    session = StudyGroupSessionFactory()
    with pytest.raises(refusal):
        move_session(session, starts_at=starts_at, ends_at=ends_at)
    session.refresh_from_db()
    assert session.starts_at == twilight(14)


def test_change_venue_tells_those_booked():
    session, elsewhere = StudyGroupSessionFactory(booked=1), SchoolFactory()
    changed = change_venue(session, venue=elsewhere, venue_note="The library")
    changed.refresh_from_db()
    assert (changed.venue, changed.venue_note) == (elsewhere, "The library")
    assert changed.calendar_sequence == 1
    assert told("session_changed") == {session.bookings.get().colleague.email}


def test_change_venue_to_online_leaves_no_school():
    link = "https://meet.example.org/room"
    changed = change_venue(StudyGroupSessionFactory(), joining_link=link)
    assert changed.is_online
    assert changed.venue is None


def test_resize_session_below_the_booked_is_refused_by_service_and_database():
    session = StudyGroupSessionFactory(booked=3)
    with pytest.raises(CapacityBelowBooked) as refused:
        resize_session(session, capacity=2)
    assert refused.value.booked == 3
    assert "3 places are booked already" in str(refused.value)
    rows = StudyGroupSession.objects.filter(pk=session.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(capacity=2)
    assert rows.get().capacity == 20


def test_resize_session_to_no_places_is_refused():
    with pytest.raises(NoPlaces):
        resize_session(StudyGroupSessionFactory(), capacity=0)


def test_resize_session_offers_new_places_to_the_head_of_the_waiting_list():
    session = StudyGroupSessionFactory(full=True, waiting=2)
    head = session.bookings.waiting().first()
    resize_session(session, capacity=3)
    session.refresh_from_db()
    head.refresh_from_db()
    assert head.state == BookingState.OFFERED
    assert (session.places_taken, session.capacity) == (3, 3)
    assert session.bookings.waiting().count() == 1
    assert session.calendar_sequence == 0


def test_set_booking_deadline_may_not_be_after_the_start():
    session = StudyGroupSessionFactory()
    with pytest.raises(DeadlineAfterStart):
        set_booking_deadline(session, closes_at=session.starts_at + timedelta(minutes=1))
    closes_at = twilight(13)
    assert set_booking_deadline(session, closes_at=closes_at).booking_closes_at == closes_at


def test_set_access_opens_the_session():
    session = StudyGroupSessionFactory()
    set_access(session, access="open")
    session.refresh_from_db()
    assert session.access == Access.OPEN
    assert actions_of(session) == ["session.access_changed"]


def test_cancel_session_ends_every_booking_and_tells_everyone_once():
    session = StudyGroupSessionFactory(booked=2, waiting=1)
    emails = {booking.colleague.email for booking in session.bookings.all()}
    cancelled = cancel_session(session, reason="  The leader is unwell. ")
    cancel_session(session, reason="Again")
    cancelled.refresh_from_db()
    assert (cancelled.state, cancelled.places_taken) == (SessionState.CANCELLED, 0)
    assert cancelled.cancellation_reason == "The leader is unwell."
    assert cancelled.calendar_sequence == 1
    states = set(session.bookings.values_list("state", flat=True))
    assert states == {BookingState.CANCELLED_BY_ORGANISER}
    assert told("session_cancelled") == emails
    assert Message.objects.filter(kind="session_cancelled").count() == 3
    assert actions_of(cancelled) == ["session.cancelled"]


def test_cancel_session_needs_a_reason():
    session = StudyGroupSessionFactory(booked=1)
    with pytest.raises(NoReasonGiven):
        cancel_session(session, reason=" \n ")
    session.refresh_from_db()
    assert (session.state, session.places_taken) == (SessionState.PLANNED, 1)


def test_postpone_session_keeps_the_places_until_it_is_planned_again():
    session = StudyGroupSessionFactory(booked=2)
    postponed = postpone_session(session)
    postpone_session(session)
    assert postponed.state == SessionState.POSTPONED
    with pytest.raises(SessionIsPostponed):
        move_session(session, **NEW)
    planned = replan_session(session, **NEW)
    planned.refresh_from_db()
    assert (planned.state, planned.starts_at) == (SessionState.PLANNED, NEW["starts_at"])
    assert (planned.places_taken, planned.calendar_sequence) == (2, 2)
    assert session.bookings.confirmed().count() == 2
    assert actions_of(planned) == ["session.planned_again", "session.postponed"]


def test_replan_session_is_for_postponed_sessions_alone():
    with pytest.raises(SessionIsNotPostponed):
        replan_session(StudyGroupSessionFactory(), **NEW)


def test_a_postponed_session_is_planned_again_after_its_old_date_has_passed():
    session = StudyGroupSessionFactory(postponed=True, past=True)
    assert replan_session(session, **NEW).state == SessionState.PLANNED
