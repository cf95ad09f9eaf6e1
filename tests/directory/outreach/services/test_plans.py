"""A plan from its draft to everyone's agreement, and being changed afterwards."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.models import Message
from core.moves import MoveNotAllowed
from directory.enums import Outreach, Role
from directory.outreach.models import OutreachPlan
from directory.outreach.services import evaluations, plans
from directory.outreach.services.agreeing import NotAsked, agree_plan, send_plan_back
from directory.outreach.services.plans import Objective
from directory.outreach.services.visits import VisitRefused, record_visit
from directory.outreach.states.plan import Party, PlanState, plan_moves
from tests.factories.people import lead_of, person
from tests.factories.support import (
    OutreachPlanFactory,
    OutreachRequestFactory,
    OutreachVisitFactory,
    the_ast,
)
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def sent(**fields) -> OutreachPlan:
    plan = OutreachPlanFactory(**fields)
    return plans.send_plan(plan, by=plan.practitioner.user)


def everyone_agrees(plan: OutreachPlan) -> OutreachPlan:
    for party in plan.parties.filter(version=plan.version):
        plan = agree_plan(party)
    return plan


def test_plan_begins_with_what_the_request_says_and_only_once():
    request = OutreachRequestFactory(accepted=True, half_days_wanted=7)
    lead = lead_of(request.practitioner.base_school)
    plan = plans.begin_plan(request, by=request.practitioner.user)
    assert plans.begin_plan(request, by=lead).pk == plan.pk
    request.refresh_from_db()
    assert request.state == "planned"
    assert (plan.days, plan.leader_email, plan.base_head_email, plan.authority_pays) == (
        3.5, request.requester_email, lead.email, True)  # fmt: skip


def test_plan_is_sent_only_when_it_has_objectives_days_and_leaders():
    """CB ¶6: clear objectives, and a named senior leader."""
    plan = OutreachPlanFactory(
        objectives=0, half_days=0, leader_email="", base_head_name="", base_head_email=""
    )
    with pytest.raises(plans.NotReady) as refusal:
        plans.send_plan(plan, by=plan.practitioner.user)
    said = str(refusal.value)
    for words in ("an objective", "number of days", "senior leader’s", "head of the base school"):
        assert words in said
    assert not plan.parties.exists()

    plans.write_plan(
        plan,
        by=plan.practitioner.user,
        objectives=[Objective("Brisk phonics", "Three lessons", timezone.localdate())],
        colleagues=[("Canary Colleague", "Teacher")],
        half_days=4,
        leader_email="leader@example.org",
        base_head_name="Ignatius Plumtree",
        base_head_email="head@example.org",
    )
    assert plans.send_plan(plan, by=plan.practitioner.user).state == PlanState.AWAITING
    with pytest.raises(plans.NotADraft):
        plans.write_plan(plan, by=plan.practitioner.user, half_days=2)


def test_of_two_who_write_a_draft_at_once_the_second_is_told():
    plan = OutreachPlanFactory()
    read, by = plans.edition_of(plan), plan.practitioner.user
    plans.write_plan(plan, by=by, colleagues=[("Wilfred Applegarth", "Teacher")], edition=read)

    with pytest.raises(plans.ChangedMeanwhile):
        plans.write_plan(plan, by=by, half_days=2, edition=read)

    plan.refresh_from_db()
    assert plan.half_days == 8
    assert "Wilfred" not in plans.edition_of(plan)
    plans.write_plan(plan, by=by, half_days=2, edition=plans.edition_of(plan))


@pytest.mark.parametrize("outreach", [Outreach.AVAILABLE, Outreach.ASK_SCHOOL])
def test_all_parties_agree_once_and_the_authority_only_where_it_pays(outreach):
    ast = the_ast(outreach=outreach, in_post=False)
    pays = outreach == Outreach.AVAILABLE
    plan = sent(practitioner=ast, authority_pays=pays)
    parties = list(plan.parties.all())
    assert [each.party for each in parties] == list(Party.values)[: 4 if pays else 3]
    links = Message.objects.filter(link_kind="outreach.party")
    assert {each.to_email for each in links} == {each.email for each in parties}

    for each in parties[:-1]:
        assert agree_plan(each).state == PlanState.AWAITING
        assert agree_plan(each).state == PlanState.AWAITING
    assert not plan.agreements.exists()
    agreed = agree_plan(parties[-1])
    assert agreed.state == PlanState.AGREED
    agreement = plan.agreements.get()
    assert (agreement.host_leader_on, bool(agreement.authority_on)) == (timezone.localdate(), pays)
    told = Message.objects.filter(subject__startswith="Agreed by everyone").count()
    assert told == len(parties)


def test_plan_sent_back_is_a_draft_that_everyone_agrees_anew():
    plan = sent()
    first, second, *_ = plan.parties.all()
    agree_plan(first)
    back = send_plan_back(second, comment="Fewer days, please.")
    assert (back.state, back.version) == (PlanState.DRAFT, 2)
    assert "Fewer days" not in Message.objects.latest("pk").text_body
    for stale in (first, second):
        stale.refresh_from_db()
    with pytest.raises(NotAsked):
        send_plan_back(first, comment="Again.")
    again = plans.send_plan(plan, by=plan.practitioner.user)
    assert again.parties.filter(version=2, agreed_at=None).count() == 4
    assert everyone_agrees(again).agreements.get().version == 2


def test_changing_an_agreed_plan_stops_visits_until_it_is_agreed_again():
    plan = OutreachVisitFactory().agreement.plan
    before = plan.live_agreement
    revised = plans.revise_plan(plan, by=plan.practitioner.user)
    assert (revised.state, revised.version, revised.live_agreement) == (PlanState.DRAFT, 2, None)
    before.refresh_from_db()
    assert before.superseded_at is not None
    again = everyone_agrees(plans.send_plan(revised, by=plan.practitioner.user))
    assert again.state == PlanState.ACTIVE


def test_cancelling_frees_the_request_and_tells_those_who_were_asked():
    request = OutreachRequestFactory(accepted=True)
    plan = plans.begin_plan(request, by=None)
    plans.cancel_plan(plan, reason="The post ends.", by=request.practitioner.user)
    request.refresh_from_db()
    assert request.state == "accepted"
    assert Message.objects.filter(subject__startswith="Cancelled").count() == 1
    assert plans.begin_plan(request, by=None).pk != plan.pk
    other = sent()
    plans.cancel_plan(other, reason="Not needed.", by=other.practitioner.user)
    assert Message.objects.filter(subject__startswith="Cancelled").count() == 1 + 4


def test_every_step_moves_as_the_table_says_from_every_state():
    by = person(Role.AST_COORDINATOR)
    day = timezone.localdate() - timedelta(days=1)

    def to_party(it, act):
        party, _ = it.parties.update_or_create(
            version=it.version, party="ast", defaults={"agreed_at": None, "sent_back_at": None}
        )
        others = [p for p in it.parties_needed if p != "ast"]
        for p in others:
            it.parties.update_or_create(
                version=it.version, party=p, defaults={"agreed_at": timezone.now()}
            )
        return act(party)

    steps = {
        "send": lambda it: plans.send_plan(it, by=by),
        "send_back": lambda it: to_party(it, lambda p: send_plan_back(p, comment="No.")),
        "agree": lambda it: to_party(it, agree_plan),
        "revise": lambda it: plans.revise_plan(it, by=by),
        "complete": lambda it: evaluations.complete_plan(it, by=by),
        "close": lambda it: evaluations.close_plan(it, by=by),
        "close_unanswered": lambda it: evaluations.close_unanswered(it, reason="No.", by=by),
        "cancel": lambda it: plans.cancel_plan(it, reason="No.", by=by),
        "begin": lambda it: record_visit(
            it.practitioner, visited_on=day, part="am", activity="visit", summary="Taught.",
            plan=it, by=by),
    }  # fmt: skip
    answered = {"ask_evaluation", "evaluate"}
    assert {move.name for move in plan_moves} - set(steps) == answered
    for state in PlanState:
        for name, act in steps.items():
            visit = OutreachVisitFactory(visited_on=day - timedelta(days=3)) if name in (
                "complete",) else None  # fmt: skip
            plan = visit.agreement.plan if visit else OutreachPlanFactory(agreed=True)
            OutreachPlan.objects.filter(pk=plan.pk).update(
                state=state, completed_on=day, reason="Said."
            )
            if state in ("draft", "awaiting_agreement") and not visit:
                plan.agreements.all().delete()
            plan.refresh_from_db()
            if state in plan_moves[name].sources or (name, state) == ("begin", "active"):
                act(plan)
                wanted = {"complete": "evaluation_sent"}.get(name, plan_moves[name].target)
            else:
                with pytest.raises((MoveNotAllowed, plans.PlanRefused, VisitRefused)):
                    act(plan)
                wanted = state
            plan.refresh_from_db()
            assert plan.state == wanted, (state, name)


@pytest.mark.postgres
def test_two_last_parties_at_once_make_one_agreement(threads):
    plan = sent()
    *first, third, fourth = plan.parties.all()
    for party in first:
        agree_plan(party)

    def agrees(party):
        return lambda: agree_plan(party).state

    outcomes = threads([agrees(third), agrees(fourth)])
    assert errors(outcomes) == []
    plan.refresh_from_db()
    assert (plan.state, plan.agreements.count()) == (PlanState.AGREED, 1)


@pytest.mark.postgres
def test_plan_changed_while_it_is_agreed_is_never_agreed_as_it_was(threads):
    plan = sent()
    *first, last = plan.parties.all()
    for party in first:
        agree_plan(party)
    threads([lambda: agree_plan(last), lambda: plans.revise_plan(plan, by=None)])
    plan.refresh_from_db()
    assert (plan.state, plan.live_agreement) == (PlanState.DRAFT, None)
    assert connection.vendor == "postgresql"
