"""The programme by month, and the feeds."""

from datetime import datetime

import pytest
from icalendar import Calendar

from core.academic_year import LONDON
from psg_catalogue.services.session_changes import (
    cancel_session,
    move_session,
    postpone_session,
)
from tests.factories.psg_catalogue import (
    LASTING,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    the_catalogue,
    twilight,
)

pytestmark = pytest.mark.django_db


def events(client, url: str) -> list:
    answer = client.get(url)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\r\n" in answer.content
    return Calendar.from_ical(answer.content).walk("VEVENT")


def london(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


def test_month_shows_its_sessions_and_their_states(client):
    the_catalogue()
    for day, given in (("12-01", {}), ("12-02", {"full": True}), ("12-03", {"cancelled": True})):
        StudyGroupSessionFactory(starts_at=london(f"2098-{day}T16:15"), **given)
    page = client.get("/study-groups/calendar/2098/12/").content.decode()
    assert page.count('class="calendar__item') >= 3
    assert "Full" in page
    assert "Cancelled" in page
    assert "/study-groups/calendar/2098/11/" in page
    assert "/study-groups/calendar/2099/1/" in page


def test_month_with_nothing_on_says_so(client):
    the_catalogue()
    page = client.get("/study-groups/calendar/2098/12/").content.decode()
    assert "Nothing is on in this month" in page


@pytest.mark.parametrize("month", ["2026/13", "2026/0", "1066/10", "9999/12", "99999999/1"])
def test_month_there_is_not_is_not_found(client, month):
    the_catalogue()
    assert client.get(f"/study-groups/calendar/{month}/").status_code == 404


def test_month_ends_at_the_edges_of_what_it_knows(client):
    the_catalogue()
    assert "1989" not in client.get("/study-groups/calendar/1990/1/").content.decode()
    assert "2101" not in client.get("/study-groups/calendar/2100/12/").content.decode()


def test_month_puts_a_late_evening_on_its_own_london_day(client):
    the_catalogue()
    StudyGroupSessionFactory(starts_at=london("2098-06-30T23:30"))
    page = client.get("/study-groups/calendar/2098/6/").content.decode()
    assert 'datetime="2098-06-30T23:30"' in page


def test_month_costs_the_same_for_one_and_thirty(client, count_queries):
    url = "/study-groups/calendar/2098/12/"
    StudyGroupSessionFactory(starts_at=london("2098-12-01T16:15"))
    client.get(url)
    one = count_queries(lambda: client.get(url))
    StudyGroupSessionFactory.create_batch(29, starts_at=london("2098-12-03T16:15"))
    assert count_queries(lambda: client.get(url)) == one


def test_feed_names_each_session_for_good_and_follows_it(client):
    session = StudyGroupSessionFactory(title="Prompts", starts_at=twilight(5))
    StudyGroupSessionFactory(live=False)
    (before,) = events(client, "/study-groups.ics")
    assert before["UID"] == f"session-{session.calendar_uid}@testserver"
    assert (before["SEQUENCE"], str(before["STATUS"])) == (0, "CONFIRMED")
    assert before["DTSTART"].dt == session.starts_at
    move_session(session, starts_at=twilight(9), ends_at=twilight(9) + LASTING)
    (moved,) = events(client, "/study-groups.ics")
    assert (moved["UID"], moved["SEQUENCE"]) == (before["UID"], 1)
    assert moved["DTSTART"].dt == twilight(9)
    cancel_session(session, reason="Snow")
    (gone,) = events(client, "/study-groups.ics")
    assert (gone["UID"], gone["SEQUENCE"], str(gone["STATUS"])) == (before["UID"], 2, "CANCELLED")


def test_feed_drops_a_postponed_session_until_it_has_a_date(client):
    postpone_session(StudyGroupSessionFactory())
    (event,) = events(client, "/study-groups.ics")
    assert str(event["STATUS"]) == "CANCELLED"


def test_feed_of_one_study_group_has_no_other(client):
    group = StudyGroupPageFactory(title="Reasoning")
    StudyGroupSessionFactory(study_group=group)
    StudyGroupSessionFactory()
    (event,) = events(client, f"/study-groups/{group.pk}.ics")
    assert str(event["SUMMARY"]).startswith("Reasoning: ")


def test_feed_of_a_draft_or_of_nothing_is_not_found(client):
    draft = StudyGroupPageFactory(live=False)
    assert client.get(f"/study-groups/{draft.pk}.ics").status_code == 404
    assert client.get("/study-groups/999999.ics").status_code == 404


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2098-10-26T00:30", "20981025T233000Z"),  # still summer time
        ("2098-10-26T01:30", "20981026T003000Z"),  # the first of the two half past ones
        ("2098-10-27T16:15", "20981027T161500Z"),
        ("2098-03-31T16:15", "20980331T151500Z"),
    ],
)
def test_feed_is_right_over_the_clock_change(client, written, instant):
    StudyGroupSessionFactory(starts_at=london(written))
    assert f"DTSTART:{instant}".encode() in client.get("/study-groups.ics").content


def test_feed_title_cannot_begin_a_line_of_its_own(client):
    group = StudyGroupPageFactory(title="A\r\nATTENDEE:mailto:x@example.org")
    StudyGroupSessionFactory(study_group=group)
    (event,) = events(client, "/study-groups.ics")
    assert "ATTENDEE" not in event


def test_feed_may_be_kept_by_a_proxy(client):
    the_catalogue()
    allowed = client.get("/study-groups.ics")["Cache-Control"].split(", ")
    assert sorted(allowed) == ["max-age=900", "public"]


def test_feed_asks_the_same_for_one_and_thirty(client, count_queries):
    StudyGroupSessionFactory()
    client.get("/study-groups.ics")
    one = count_queries(lambda: client.get("/study-groups.ics"))
    StudyGroupSessionFactory.create_batch(29)
    assert count_queries(lambda: client.get("/study-groups.ics")) == one
