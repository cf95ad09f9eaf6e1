"""Funding, returns, desk, network, evidence, report, forms and policies in a real browser: no axe
violation in light or dark, no sideways scroll at any width."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.outreach.services.streams import record_decision
from tests.browser.hands import look, look_at_screens, sign_in
from tests.directory.outreach.outreach_people import in_state, money_people
from tests.factories.outreach import ASTAppointmentFactory
from tests.factories.outreach_money import (
    FundingReleaseFactory,
    NetworkMeetingFactory,
    NetworkNewsFactory,
    PolicyFactory,
    StreamPostFactory,
    TermFactory,
    TermReturnFactory,
)
from tests.factories.people import lead_of, person
from tests.factories.support import OutreachVisitFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def ast():
    practitioner = ASTAppointmentFactory(
        practitioner__user=person(Role.PRACTITIONER), practitioner__name="Tamsin Quillfeather"
    ).practitioner
    OutreachVisitFactory(
        practitioner=practitioner, visited_on=timezone.localdate() - timedelta(days=2)
    )
    return practitioner


def test_money_returns_and_desk(page, axe, live_server, ast):
    people = money_people()
    placed = StreamPostFactory()
    record_decision(
        placed.stream,
        body="Schools Forum",
        decided_on=timezone.localdate(),
        outcome="agreed",
        resolution="To maintain the arrangement.",
        by=None,
    )
    ready = in_state(FundingReleaseFactory(), "ready", people)
    proposed = in_state(FundingReleaseFactory(), "proposed", people)
    due = TermReturnFactory(term=TermFactory(running=True), practitioner=ast)
    TermReturnFactory()
    sign_in(page.context, live_server.url, people[Role.AST_COORDINATOR])
    for path in (
        "/outreach/desk/",
        "/outreach/funding/",
        reverse("outreach:stream", args=[placed.stream_id]),
        reverse("outreach:release", args=[ready.pk]),
        "/outreach/returns/",
        "/reports/outreach/",
    ):
        look(page, axe, path)
    sign_in(page.context, live_server.url, people[Role.FINANCE])
    look(page, axe, reverse("outreach:release", args=[proposed.pk]))
    look(page, axe, "/outreach/decisions/")
    sign_in(page.context, live_server.url, lead_of(ready.post.base_school))
    look(page, axe, reverse("outreach:school_outreach", args=[ready.post.base_school.urn]))
    sign_in(page.context, live_server.url, ast.user)
    look(page, axe, reverse("outreach:return", args=[due.pk]))
    look(page, axe, "/outreach/")


def test_what_is_for_asts_and_what_is_for_anyone(page, axe, live_server, ast):
    meeting, news = NetworkMeetingFactory(notes="Coaching goes on."), NetworkNewsFactory()
    policy = PolicyFactory(review_on=timezone.localdate())
    for path in ("/policies/", reverse("outreach:policy", args=[policy.slug]), "/forms/",
                 "/forms/agreement/", "/outreach-for-heads/"):  # fmt: skip
        look(page, axe, path)
    sign_in(page.context, live_server.url, ast.user)
    for path in (
        "/ast-network/",
        reverse("outreach:network_meeting", args=[meeting.pk]),
        reverse("outreach:network_news", args=[news.pk]),
        "/my-evidence/",
    ):
        look(page, axe, path)


def test_back_office_screens_pass_axe_and_open_by_keyboard(page, axe, live_server):
    people = money_people()
    placed, meeting = StreamPostFactory(), NetworkMeetingFactory()
    sign_in(page.context, live_server.url, people[Role.AST_COORDINATOR])
    office = (
        reverse("funding_stream:put_on", args=[placed.stream_id]),
        reverse("network_meeting:attendance", args=[meeting.pk]),
        reverse("network_meeting:resources", args=[meeting.pk]),
    )
    look_at_screens(page, axe, office)
    page.goto(reverse("funding_stream:share", args=[placed.stream_id]))
    page.get_by_role("button", name="Share it").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Shared among 1 posts").wait_for()
