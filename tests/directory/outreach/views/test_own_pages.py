"""The head's page, the adviser's page and the AST's page: each with only their own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.models import Practitioner
from directory.outreach.models import (
    OutreachCalendar,
    OutreachEvaluation,
    PlannedHalfDay,
    PlanParty,
    SupportedColleague,
)
from tests.factories.outreach import ASTPostFactory
from tests.factories.outreach_money import (
    FundingReleaseFactory,
    NetworkMeetingFactory,
    TermFactory,
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


def test_asts_page_begins_with_what_waits_for_them_alone(client, count_queries):
    term = TermFactory(running=True)
    due, other = TermReturnFactory(), TermReturnFactory()
    ast = due.practitioner
    Practitioner.objects.filter(pk=ast.pk).update(user=person(Role.PRACTITIONER))
    ast.refresh_from_db()
    meeting = NetworkMeetingFactory(starts_at=timezone.now() + timedelta(days=3))
    waiting = waiting_plan(ast, "ast")
    theirs = waiting_plan(other.practitioner, "ast")
    back = OutreachPlanFactory(practitioner=ast, version=2)
    over = timezone.localdate() - timedelta(days=3)
    calendar = OutreachCalendar.objects.create(practitioner=ast, term=term)
    PlannedHalfDay.objects.create(calendar=calendar, day=over, part="am")
    client.force_login(ast.user)

    shown = client.get("/outreach/").content.decode()

    for words in (
        reverse("outreach:return", args=[due.pk]),
        f"Agree the plan “{waiting.plan.focus}”",
        f"Put the plan “{back.focus}” right, and send it again",
        "Hand in the calendar",
        f"visited_on={over.isoformat()}",
        meeting.title,
        "/my-evidence/",
    ):
        assert words in shown, words
    for address in ("return", other.pk), ("plan", theirs.plan_id):
        assert reverse(f"outreach:{address[0]}", args=[address[1]]) not in shown
    few = count_queries(lambda: client.get("/outreach/"))
    for number in range(4):
        waiting_plan(ast, "ast")
        TermReturnFactory(practitioner=ast)
        day = over - timedelta(days=number + 1)
        PlannedHalfDay.objects.create(calendar=calendar, day=day, part="am")
    assert count_queries(lambda: client.get("/outreach/")) == few


def waiting_plan(practitioner, party: str, **fields) -> PlanParty:
    plan = OutreachPlanFactory(state="awaiting_agreement", practitioner=practitioner, **fields)
    return PlanParty.objects.create(plan=plan, version=1, party=party, name="Somebody")


def test_leader_whom_a_plan_names_finds_what_to_agree_and_to_evaluate(client):
    leader = lead_of(ASTPostFactory().base_school)
    ast = OutreachPlanFactory().practitioner
    mine = waiting_plan(ast, "host_leader", leader_email=leader.email.upper())
    theirs = waiting_plan(ast, "ast", leader_email=leader.email, focus="For the AST to agree")
    done = OutreachPlanFactory(
        state="evaluation_sent", completed_on=timezone.localdate(), leader_email=leader.email
    )
    OutreachEvaluation.objects.create(
        plan=done, kind="completion", asked_at=timezone.now(), due_on=timezone.localdate()
    )
    client.force_login(leader)

    shown = client.get("/outreach/").content.decode()

    assert f"Agree the plan “{mine.plan.focus}”" in shown
    assert f"Agree the plan “{theirs.plan.focus}”" not in shown
    assert f"Evaluate the support of {done.practitioner}" in shown
