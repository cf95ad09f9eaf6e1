"""Streams, releases, meetings, news and policies in the back office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from directory.enums import Role
from directory.outreach.models import (
    FundingStream,
    MeetingAttendance,
    MeetingResource,
    StreamPost,
    network,
)
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory
from tests.factories.outreach_money import (
    FundingReleaseFactory,
    FundingStreamFactory,
    NetworkMeetingFactory,
    NetworkNewsFactory,
    PolicyFactory,
)
from tests.factories.people import person

pytestmark = pytest.mark.django_db
INDEXES = ("funding_stream", "funding_release", "network_meeting", "network_news", "policy")


@pytest.fixture
def coordinator(client):
    user = person(Role.AST_COORDINATOR)
    client.force_login(user)
    return user


def test_lists_open_for_the_coordinator_and_ask_the_same_at_1_and_at_12(
    client, coordinator, count_queries
):
    def make():
        FundingReleaseFactory(placed=False)
        NetworkMeetingFactory(), NetworkNewsFactory(), PolicyFactory()

    make()
    pages = [reverse(f"{name}:index") for name in INDEXES]
    client.get(pages[0])
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]
    for _ in range(11):
        make()
    many = [count_queries(lambda page=page: client.get(page)) for page in pages]

    assert many == few
    assert max(many) <= 25
    client.force_login(person(Role.PSG_ORGANISER))
    assert {client.get(page).status_code for page in pages} == {302}


def test_stream_is_added_in_pounds_decided_shared_and_ended(client, coordinator):
    added = {"name": "Outreach fund", "financial_year": 2012, "amount_pence": "40,000"}
    for year in (9999, 212):
        refused = client.post(reverse("funding_stream:add"), {**added, "financial_year": year})
        assert "heck the year" in refused.content.decode()
    client.post(reverse("funding_stream:add"), added)
    stream = FundingStream.objects.get()
    assert stream.amount_pence == 4_000_000

    def act(name: str, **typed):
        there = reverse(f"funding_stream:{name}", args=[stream.pk])
        return client.post(there, typed, follow=True).content.decode()

    act("decide", body="Schools Forum", decided_on="2012-01-23", outcome="agreed",
        resolution="Continue.")  # fmt: skip
    post = ASTPostFactory()
    act("put_on", post=post.pk, management_allowance_pence="500")
    assert "paid from a stream" in act("put_on", post=post.pk)
    act("share")
    placed = StreamPost.objects.get()
    assert (placed.management_allowance_pence, placed.yearly_pence) == (50_000, 4_000_000)
    act("end", last_day="2012-12-31")
    stream.refresh_from_db()
    assert (stream.status, stream.ended_on.isoformat()) == ("Agreed", "2012-12-31")


def test_streams_are_read_by_finance_and_changed_by_the_coordinator_alone(client):
    stream = FundingStreamFactory()
    share = reverse("funding_stream:share", args=[stream.pk])
    for role in (Role.FINANCE, Role.PD_HEAD, Role.DIRECTOR):
        client.force_login(person(role))
        assert client.get(reverse("funding_stream:index")).status_code == 200
        assert client.post(share).status_code == 302
        assert client.get(reverse("funding_stream:add")).status_code == 302


def test_meeting_has_its_asts_told_its_register_and_its_files(
    client, coordinator, django_capture_on_commit_callbacks, monkeypatch
):
    meeting, ast = NetworkMeetingFactory(), ASTAppointmentFactory().practitioner
    ast.email = "ast@example.org"
    ast.save()
    tell = reverse("network_meeting:tell", args=[meeting.pk])
    client.post(tell)
    client.post(reverse("network_news:tell", args=[NetworkNewsFactory().pk]))
    client.post(
        reverse("network_meeting:attendance", args=[meeting.pk]), {f"ast_{ast.pk}": "present"}
    )
    files = reverse("network_meeting:resources", args=[meeting.pk])
    blank = {f"resources-{n}-{name}": "" for n in range(3) for name in ("title", "link")}
    forms = {**blank, "resources-TOTAL_FORMS": 3, "resources-INITIAL_FORMS": 0}
    refused = client.post(files, {**forms, "resources-0-title": "Slides"})
    assert "a file or a link" in refused.content.decode()
    client.post(files, {**forms, "resources-0-title": "Slides",
                        "resources-0-link": "https://example.org/slides"})  # fmt: skip

    slides = MeetingResource.objects.get()
    line = {**blank, "resources-TOTAL_FORMS": 4, "resources-INITIAL_FORMS": 1,
            "resources-0-id": slides.pk, "resources-0-title": "Slides"}  # fmt: skip
    monkeypatch.setattr(network, "LARGEST_FILE", 10)
    large = SimpleUploadedFile("large.pdf", b"x" * 11)
    for wrong in (large, SimpleUploadedFile("script.html", b"x")):
        client.post(files, {**line, "resources-0-file": wrong})
        assert MeetingResource.objects.get().link
    with django_capture_on_commit_callbacks(execute=True):
        client.post(files, {**line, "resources-0-file": SimpleUploadedFile("one.pdf", b"one")})
    kept = MeetingResource.objects.get().file
    shown = client.get(files).content.decode()
    assert reverse("outreach:network_file", args=[slides.pk]) in shown
    with django_capture_on_commit_callbacks(execute=True):
        client.post(files, {**line, "resources-0-file": SimpleUploadedFile("two.pdf", b"two")})
    with MeetingResource.objects.get().file.open() as file:
        assert file.read() == b"two"
    assert not kept.storage.exists(kept.name)

    meeting.refresh_from_db()
    assert meeting.told_on == timezone.localdate()
    assert Message.objects.filter(to_email=ast.email).count() == 2
    assert MeetingAttendance.objects.get().presence == "present"
    assert MeetingResource.objects.get().title == "Slides"
    edit = client.get(reverse("network_meeting:edit", args=[meeting.pk])).content.decode()
    assert tell in edit
