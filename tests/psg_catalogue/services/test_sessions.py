"""Making a session: page and row in one step, or neither."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError
from wagtail.log_actions import registry

from core.academic_year import LONDON
from psg_catalogue.enums import Access, SessionState
from psg_catalogue.models import SessionPage, StudyGroupSession
from psg_catalogue.services.session_times import usual_deadline
from psg_catalogue.services.sessions import create_session, date_page, follow_page
from psg_catalogue.session_refusals import (
    DeadlineAfterStart,
    EndsBeforeItStarts,
    LastsTooLong,
    NoPlaces,
    PageHasDate,
)
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import (
    LASTING,
    SessionPageFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db


def make(study_group=None, **given):
    starts_at = given.pop("starts_at", twilight(10))
    return create_session(
        study_group or StudyGroupPageFactory(),
        **{
            "title": "Prompts that travel",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=90),
            "capacity": 20,
            **given,
        },
    )


def test_create_session_makes_a_published_page_and_its_row():
    group, venue = StudyGroupPageFactory(), SchoolFactory()
    session = make(group, venue=venue, introduction="We begin.", bring="A book")
    page = SessionPage.objects.child_of(group).get()
    assert page.live
    assert not page.has_unpublished_changes
    assert (page.title, page.introduction, page.bring) == (
        "Prompts that travel", "We begin.", "A book",
    )  # fmt: skip
    assert page.session == session
    assert (session.study_group, session.venue, session.state, session.access) == (
        group, venue, SessionState.PLANNED, Access.SUBSCRIBERS,
    )  # fmt: skip


def test_create_session_as_a_draft_is_not_published():
    page = make(live=False).page
    page.refresh_from_db()
    assert not page.live
    assert page.latest_revision is not None


def test_create_session_closes_booking_at_noon_the_day_before():
    session = make(starts_at=datetime(2026, 11, 24, 16, 15, tzinfo=LONDON))
    assert session.booking_closes_at == datetime(2026, 11, 23, 12, 0, tzinfo=LONDON)


def test_usual_deadline_is_noon_in_london_across_the_clock_change():
    starts_at = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    assert usual_deadline(starts_at).isoformat() == "2026-10-24T12:00:00+01:00"


def test_create_session_keeps_a_deadline_that_is_given_and_takes_none_for_an_answer():
    closes_at = twilight(9)
    assert make(booking_closes_at=closes_at).booking_closes_at == closes_at
    assert make(booking_closes_at=None).booking_closes_at is None


def test_create_session_twice_with_one_title_gives_two_addresses():
    group = StudyGroupPageFactory()
    assert [make(group).page.slug for _ in range(3)] == [
        "prompts-that-travel", "prompts-that-travel-2", "prompts-that-travel-3",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["!!!", "第二回", "x" * 255])
def test_create_session_finds_an_address_for_any_title(title):
    group = StudyGroupPageFactory()
    make(group, title=title)
    assert len(make(group, title=title).page.slug) <= 255


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"ends_at": twilight(10)}, EndsBeforeItStarts),
        ({"ends_at": twilight(12)}, LastsTooLong),
        ({"capacity": 0}, NoPlaces),
        ({"booking_closes_at": twilight(11)}, DeadlineAfterStart),
    ],
)
def test_create_session_refuses_and_leaves_nothing(given, refusal):
    with pytest.raises(refusal):
        make(**given)
    assert not SessionPage.objects.exists()


def test_create_session_makes_no_page_when_the_row_fails(monkeypatch):
    def fail(session, **options):
        raise IntegrityError

    monkeypatch.setattr(StudyGroupSession, "save", fail)
    with pytest.raises(IntegrityError):
        make()
    assert not SessionPage.objects.exists()


def test_create_session_is_in_the_history():
    by = UserFactory()
    entry = registry.get_logs_for_instance(make(by=by)).get()
    assert (entry.action, entry.user) == ("session.created", by)


def test_date_page_gives_a_copied_page_a_row_once():
    group = StudyGroupPageFactory()
    page = SessionPageFactory(parent=group)
    given = {"starts_at": twilight(10), "ends_at": twilight(10) + LASTING, "capacity": 12}
    session = date_page(page, **given, venue_note="The hall")
    assert (session.page, session.study_group, session.venue_note) == (page, group, "The hall")
    assert session.booking_closes_at == usual_deadline(twilight(10))
    with pytest.raises(PageHasDate):
        date_page(page, **given)
    assert StudyGroupSession.objects.count() == 1


def test_follow_page_keeps_the_row_with_its_page():
    session, elsewhere = StudyGroupSessionFactory(), StudyGroupPageFactory()
    session.page.move(elsewhere, pos="last-child")
    follow_page(session.page)
    session.refresh_from_db()
    assert session.study_group == elsewhere
    follow_page(session.page)
    assert [each.action for each in registry.get_logs_for_instance(session)] == [
        "session.regrouped"
    ]
