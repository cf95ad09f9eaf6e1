"""What search engines and link previews are told of a session."""

from datetime import datetime

import pytest

from core.academic_year import LONDON
from psg_catalogue.queries.session import look_at
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db

SUMMER = datetime(2030, 6, 18, 16, 15, tzinfo=LONDON)


def told(rf, **facts):
    session = StudyGroupSessionFactory(**facts)
    return look_at(session.page, rf.get("/")).event


def test_times_are_londons_and_the_state_is_schema_orgs_word(rf):
    event = told(rf, starts_at=SUMMER, title="Prompts that travel")
    assert event.starts == "2030-06-18T16:15+01:00"
    assert event.name.endswith(": Prompts that travel")
    assert event.status == "EventScheduled"
    assert told(rf, cancelled=True).status == "EventCancelled"


def test_an_online_session_has_no_place_and_no_link_to_join(client, rf):
    link = "https://meet.example.org/secret-room"
    session = StudyGroupSessionFactory(venue=None, joining_link=link)
    event = look_at(session.page, rf.get("/")).event
    assert (event.place, event.address, event.attendance) == ("", "", "Online")
    page = client.get(session.page.get_url()).content.decode()
    assert 'itemtype="https://schema.org/VirtualLocation"' in page
    assert "secret-room" not in page


def test_the_page_says_it_once_and_a_draft_says_nothing(client, rf):
    session = StudyGroupSessionFactory(starts_at=SUMMER)
    page = client.get(session.page.get_url()).content.decode()
    assert page.count('itemtype="https://schema.org/EducationEvent"') == 1
    assert '<meta itemprop="startDate" content="2030-06-18T16:15+01:00">' in page
    assert f'<link rel="canonical" href="{session.page.full_url}">' in page
    assert '<meta property="og:type" content="event">' in page
    session.page.unpublish()
    assert look_at(session.page, rf.get("/")).event is None
