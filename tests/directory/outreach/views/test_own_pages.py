"""The head's page, the adviser's page and the AST's page: each with only their own."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.outreach.models import SupportedColleague
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory
from tests.factories.outreach_money import (
    FundingReleaseFactory,
    NetworkMeetingFactory,
    TermReturnFactory,
)
from tests.factories.people import colleague_of, finance_of, lead_of, office, person
from tests.factories.support import OutreachPlanFactory, OutreachRequestFactory

pytestmark = pytest.mark.django_db


def head_page(school) -> str:
    return reverse("outreach:school_outreach", args=[school.urn])


def all_of(post) -> None:
    """A holder, a return, a release and a plan of the post's school."""
    TermReturnFactory(post=post)
    FundingReleaseFactory(post=post, amount_pence=1_333_333)
    plan = OutreachPlanFactory(base_school=post.base_school, agreed=True)
    SupportedColleague.objects.create(plan=plan, name="Jessamy Thorne-Supported")


def test_head_sees_the_own_school_and_nothing_of_another(client):
    own, other = ASTPostFactory(), ASTPostFactory()
    all_of(own), all_of(other)
    received = OutreachPlanFactory(host_school=own.base_school)
    client.force_login(lead_of(own.base_school))

    shown = client.get(head_page(own.base_school)).content.decode()

    for words in (own.subject.name, "Autumn term 2012", "£13,333.33", "Draft", "Agreed"):
        assert words in shown
    assert received.practitioner.name in shown
    for hidden in (other.subject.name, other.base_school.name, "Jessamy"):
        assert hidden not in shown
    assert client.get(head_page(other.base_school)).status_code == 404


def test_head_page_is_the_leads_alone(client):
    school = ASTPostFactory().base_school
    visitors = [finance_of(school), colleague_of(school), office(), person(Role.AST_COORDINATOR)]
    for visitor in visitors:
        client.force_login(visitor)
        assert client.get(head_page(school)).status_code == 404


def test_head_page_asks_the_same_of_the_database_at_1_and_at_9(client, count_queries):
    school = ASTPostFactory().base_school
    client.force_login(lead_of(school))
    all_of(school.ast_posts.get())
    client.get(head_page(school))
    few = count_queries(lambda: client.get(head_page(school)))
    for _ in range(8):
        all_of(ASTPostFactory(base_school=school))

    assert count_queries(lambda: client.get(head_page(school))) == few <= 18


def test_adviser_sees_their_own_requests_and_plans(client):
    adviser, other = person(Role.ADVISER), person(Role.ADVISER)
    mine = OutreachRequestFactory(state="with_adviser", adviser=adviser)
    asked = OutreachRequestFactory(requested_by=adviser, accepted=True)
    plan = OutreachPlanFactory(request=asked, host_school=asked.school)
    theirs = OutreachRequestFactory(state="with_adviser", adviser=other)
    client.force_login(adviser)

    shown = client.get("/outreach/adviser/").content.decode()

    for address in (
        reverse("outreach:request", args=[mine.pk]),
        reverse("outreach:request", args=[asked.pk]),
        reverse("outreach:plan", args=[plan.pk]),
    ):
        assert address in shown
    assert theirs.school.name not in shown
    for role in (Role.AST_COORDINATOR, Role.PSG_ORGANISER, Role.PRACTITIONER):
        client.force_login(person(role))
        assert client.get("/outreach/adviser/").status_code == 404


def test_asts_page_names_what_is_to_write_and_the_way_to_evidence():
    due, other = TermReturnFactory(), TermReturnFactory()
    ASTAppointmentFactory()
    meeting = NetworkMeetingFactory(starts_at=timezone.now() + timedelta(days=3))

    shown = Template("{% load term_papers %}{% term_papers practitioner %}").render(
        Context({"practitioner": due.practitioner})
    )

    assert reverse("outreach:return", args=[due.pk]) in shown
    assert reverse("outreach:return", args=[other.pk]) not in shown
    assert meeting.title in shown
    assert "/my-evidence/" in shown
