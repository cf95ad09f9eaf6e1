"""Publish a stale draft after a move, a resize, a booking and a cancellation, and nothing of them
is undone."""

import pytest

from psg_catalogue.enums import BookingState, SessionState
from psg_catalogue.models import SessionPage, StudyGroupPage
from psg_catalogue.services.session_changes import (
    cancel_session,
    move_session,
    resize_session,
)
from tests.factories.psg_catalogue import (
    LASTING,
    BookingFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stale(db):
    """A session whose page, and whose study group, have drafts from before anything happened."""
    session = StudyGroupSessionFactory(capacity=10)
    drafts = []
    for page in (session.page, session.study_group):
        page.title = f"{page.title}, rewritten"
        drafts.append(page.save_revision())
    return session, drafts


def publish(drafts):
    for draft in drafts:
        draft.publish()


def test_stale_drafts_undo_no_move_no_resize_and_no_booking(stale):
    session, drafts = stale
    move_session(session, starts_at=twilight(40), ends_at=twilight(40) + LASTING)
    resize_session(session, capacity=5)
    BookingFactory(session=session)
    type(session).objects.filter(pk=session.pk).update(places_taken=1)
    publish(drafts)
    session.refresh_from_db()
    assert (session.starts_at, session.capacity, session.places_taken) == (twilight(40), 5, 1)
    assert session.bookings.get().state == BookingState.CONFIRMED
    assert session.calendar_sequence == 1
    assert SessionPage.objects.get(pk=session.page_id).title.endswith(", rewritten")
    assert StudyGroupPage.objects.get(pk=session.study_group_id).title.endswith(", rewritten")


def test_stale_drafts_undo_no_cancellation(stale):
    session, drafts = stale
    BookingFactory(session=session)
    cancel_session(session, reason="Snow")
    publish(drafts)
    session.refresh_from_db()
    assert (session.state, session.cancellation_reason) == (SessionState.CANCELLED, "Snow")
    assert session.bookings.get().state == BookingState.CANCELLED_BY_ORGANISER
