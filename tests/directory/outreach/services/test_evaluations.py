"""The host school's evaluation: asked once, answered once, chased, and asked again later."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.models import Message, PartnershipSettings
from core.services.outbox import LinkNotWanted, make_link
from directory.outreach.links import EVALUATION
from directory.outreach.models import OutreachEvaluation
from directory.outreach.services import evaluations as services
from directory.outreach.services.plans import StillToVisit
from directory.outreach.states.plan import PlanState
from tests.factories.support import OutreachPlanFactory, OutreachVisitFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db
ANSWERS = {"support": 4, "issues": "None.", "impact": None, "impact_too_early": True}


def completed(**fields):
    plan = OutreachVisitFactory(**fields).agreement.plan
    return services.complete_plan(plan, by=plan.practitioner.user)


def first_of(plan) -> OutreachEvaluation:
    return plan.evaluations.get(kind="completion")


def test_completing_asks_the_senior_leader_by_a_link_that_is_made_at_sending():
    with pytest.raises(StillToVisit):
        services.complete_plan(OutreachPlanFactory(agreed=True), by=None)
    plan = completed()
    asked = first_of(plan)
    letter = Message.objects.get(kind="outreach_evaluation_completion")
    assert (plan.state, letter.to_email) == (PlanState.EVALUATION_SENT, plan.leader_email)
    assert (letter.link_object_id, "[link]" in letter.text_body) == (str(asked.nonce), True)
    assert str(asked.nonce.hex) not in letter.text_body
    assert asked.due_on == timezone.localdate() + timedelta(days=21)
    later = plan.evaluations.get(kind="follow_up")
    assert (later.asked_at, later.ask_on) == (None, plan.completed_on + timedelta(days=120))


def test_answer_is_kept_once_and_those_who_read_it_are_told():
    office = PartnershipSettings.load()
    office.coordinator_email = "coordinator@example.org"
    office.save()
    plan = completed()
    Message.objects.all().delete()
    answered = services.answer_evaluation(first_of(plan), **ANSWERS)
    plan.refresh_from_db()
    assert (plan.state, answered.respondent_name) == (PlanState.EVALUATED, plan.leader_name)
    assert set(Message.objects.values_list("to_email", flat=True)) == {
        plan.practitioner.user.email, plan.base_head_email, "coordinator@example.org"}  # fmt: skip
    with pytest.raises(services.AlreadyAnswered):
        services.answer_evaluation(answered, **{**ANSWERS, "support": 1})
    with pytest.raises(LinkNotWanted):
        make_link(EVALUATION, str(answered.nonce))
    assert first_of(plan).support == 4


def test_school_funded_evaluation_is_the_base_schools_and_not_the_authoritys():
    plan = OutreachPlanFactory(agreed=True, authority_pays=False)
    OutreachVisitFactory(agreement=plan.live_agreement)
    plan = services.complete_plan(plan, by=None)
    Message.objects.all().delete()
    services.answer_evaluation(first_of(plan), **ANSWERS)
    assert set(Message.objects.values_list("to_email", flat=True)) == {
        plan.practitioner.user.email, plan.base_head_email}  # fmt: skip


def test_reminder_goes_once_by_itself_and_at_most_daily_by_hand():
    plan = completed()
    start = timezone.now()
    letters = Message.objects.filter(subject__startswith="Reminder").count
    services.keep_asking()
    assert letters() == 0
    with time_machine.travel(start + timedelta(days=15), tick=False):
        services.keep_asking()
        services.keep_asking()
        assert letters() == 1
        with pytest.raises(services.RemindedToday):
            services.remind(first_of(plan))
        assert not OutreachEvaluation.objects.overdue().exists()
    with time_machine.travel(start + timedelta(days=22), tick=False):
        services.keep_asking()
        assert [each.plan for each in OutreachEvaluation.objects.overdue()] == [plan]
        services.remind(first_of(plan))
        assert letters() == 2
        services.answer_evaluation(first_of(plan), **ANSWERS)
        assert not OutreachEvaluation.objects.overdue().exists()


def test_question_about_impact_is_asked_later_once_and_only_of_an_evaluated_plan():
    plan, silent = completed(), completed()
    services.answer_evaluation(first_of(plan), **ANSWERS)
    later = timezone.now() + timedelta(days=121)
    with time_machine.travel(later, tick=False):
        services.keep_asking()
        services.keep_asking()
        asked = OutreachEvaluation.objects.filter(kind="follow_up", asked_at__isnull=False)
        assert [each.plan for each in asked] == [plan]
        letters = Message.objects.filter(subject__startswith="What has become of the support")
        assert letters.count() == 1
        services.answer_evaluation(asked.get(), impact=3)
    plan.refresh_from_db()
    assert (plan.state, silent.state) == (PlanState.EVALUATED, PlanState.EVALUATION_SENT)


def test_closing_unanswered_says_why_and_kills_the_links():
    plan = completed()
    closed = services.close_unanswered(plan, reason="The leader has left.", by=None)
    assert (closed.state, closed.reason) == (PlanState.CLOSED, "The leader has left.")
    with pytest.raises(LinkNotWanted):
        make_link(EVALUATION, str(first_of(plan).nonce))
    with pytest.raises(services.AlreadyAnswered):
        services.answer_evaluation(first_of(plan), **ANSWERS)


@pytest.mark.postgres
def test_two_clicks_at_once_keep_one_answer(threads):
    plan = completed()
    asked = first_of(plan)
    outcomes = threads(lambda: services.answer_evaluation(asked, **ANSWERS), times=5)
    assert [type(error) for error in errors(outcomes)] == [services.AlreadyAnswered] * 4
