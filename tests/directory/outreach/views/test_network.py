"""What is for ASTs only opens for ASTs and the coordinator, and for nobody else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from directory.enums import Role
from directory.outreach.models import MeetingAttendance, MeetingResource
from directory.outreach.queries.network import terms_without_meeting
from directory.outreach.services.network import mark_attendance, tell_asts
from tests.factories.outreach import ASTAppointmentFactory
from tests.factories.outreach_money import (
    NetworkMeetingFactory,
    NetworkNewsFactory,
    TermFactory,
)
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ast():
    appointment = ASTAppointmentFactory(practitioner__user=person(Role.PRACTITIONER))
    return appointment.practitioner


@pytest.fixture
def meeting():
    return NetworkMeetingFactory(notes="Coaching goes on.", joining_link="https://meet.example.org")


def a_file(meeting) -> MeetingResource:
    return MeetingResource.objects.create(
        meeting=meeting, title="Slides", file=ContentFile(b"words", name="slides.pdf")
    )


def test_network_is_for_asts_and_the_coordinator_alone(client, ast, meeting):
    file, news = a_file(meeting), NetworkNewsFactory()
    pages = [
        reverse("outreach:network"),
        reverse("outreach:network_meeting", args=[meeting.pk]),
        reverse("outreach:network_file", args=[file.pk]),
        reverse("outreach:network_news", args=[news.pk]),
    ]
    left = ASTAppointmentFactory(
        practitioner__user=person(), last_day=timezone.localdate() - timedelta(1)
    )
    others = [role for role in Role if role not in (Role.AST_COORDINATOR, Role.ADMIN)
              and not role.value.startswith("school_")]  # fmt: skip
    may = [ast.user, person(Role.AST_COORDINATOR)]
    may_not = [*map(person, others), lead_of(ast.base_school), left.practitioner.user]

    for visitors, status in ((may, 200), (may_not, 404)):
        for visitor in visitors:
            client.force_login(visitor)
            assert {client.get(page).status_code for page in pages} == {status}, visitor
    client.logout()
    assert {client.get(page).status_code for page in pages} == {302}


def test_file_of_the_network_has_no_address_of_its_own(client, ast, meeting, settings):
    """SAFETY 56: neither by the media folder nor by any other path."""
    file = a_file(meeting)
    client.force_login(ast.user)

    for path in (f"/media/{file.file.name}", f"/media/private/{file.file.name}",
                 f"/private/{file.file.name}", f"/media/images/../{file.file.name}"):  # fmt: skip
        assert client.get(path).status_code == 404, path
    assert Path(file.file.path).is_relative_to(settings.PRIVATE_ROOT)
    assert not Path(file.file.path).is_relative_to(settings.MEDIA_ROOT)
    with pytest.raises(ValueError, match="not accessible via a URL"):
        file.file.url  # noqa: B018
    Path(file.file.path).unlink()
    assert client.get(reverse("outreach:network_file", args=[file.pk])).status_code == 404
    assert client.get(reverse("outreach:network_meeting", args=[meeting.pk])).status_code == 200


def test_meeting_shows_its_agenda_notes_and_files(client, ast, meeting):
    file = a_file(meeting)
    client.force_login(ast.user)

    page = client.get(reverse("outreach:network_meeting", args=[meeting.pk])).content.decode()
    listed = client.get(reverse("outreach:network")).content.decode()
    handed = client.get(reverse("outreach:network_file", args=[file.pk]))

    assert all(words in page for words in ("Coaching in pairs", "Coaching goes on.", "Slides"))
    assert "https://meet.example.org" in page
    assert meeting.title in listed
    assert b"".join(handed.streaming_content) == b"words"


def test_news_to_come_and_news_for_asts_are_in_no_search_or_feed(client, ast):
    news = NetworkNewsFactory(title="Hush-hush")
    later = NetworkNewsFactory(published_on=timezone.localdate() + timedelta(1))

    for page in ("/search/?q=Hush-hush", "/news/feed/", "/sitemap.xml"):
        assert "ast-network" not in client.get(page).content.decode()
    client.force_login(ast.user)
    assert "Hush-hush" in client.get(reverse("outreach:network")).content.decode()
    there = reverse("outreach:network_news", args=[later.pk])
    assert client.get(there).status_code == 404
    assert client.get(reverse("outreach:network_news", args=[news.pk])).status_code == 200


def test_asts_are_told_once_and_only_they(ast, meeting):
    lead_of(ast.base_school)
    news = NetworkNewsFactory()
    for _ in range(2):
        tell_asts(meeting, by=None)
        tell_asts(news, by=None)
    newcomer = ASTAppointmentFactory(practitioner__email="new.ast@example.org").practitioner
    tell_asts(meeting, by=None)

    to = sorted(Message.objects.values_list("to_email", flat=True))
    assert to == sorted([ast.user.email, ast.user.email, newcomer.email])
    assert meeting.told_on == timezone.localdate()


def test_attendance_is_marked_changed_and_taken_back(ast, meeting):
    other = ASTAppointmentFactory().practitioner
    mark_attendance(meeting, {ast: "present", other: "apologies"}, by=None)
    mark_attendance(meeting, {ast: "absent", other: ""}, by=None)

    assert list(MeetingAttendance.objects.values_list("practitioner", "presence")) == [
        (ast.pk, "absent")
    ]


def test_term_that_began_without_a_network_meeting_is_missed():
    """CA L56: one a term; a day of professional development does not count for it."""
    term = TermFactory(running=True)
    assert terms_without_meeting() == [term]
    NetworkMeetingFactory(term=term, kind="development")
    assert terms_without_meeting() == [term]
    NetworkMeetingFactory(term=term)
    assert terms_without_meeting() == []


def test_network_asks_the_same_of_the_database_at_1_and_at_30(client, ast, count_queries):
    def look():
        client.get(reverse("outreach:network"))

    past = {"starts_at": timezone.now() - timedelta(days=9)}
    client.force_login(ast.user)
    for _ in range(2):
        NetworkMeetingFactory(), NetworkNewsFactory(), NetworkMeetingFactory(**past)
    look()
    few = count_queries(look)
    for _ in range(14):
        NetworkMeetingFactory(), NetworkNewsFactory(), NetworkMeetingFactory(**past)

    assert count_queries(look) == few <= 15
