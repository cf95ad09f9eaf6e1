"""Completing a plan, and the host school's evaluation of it (CB ¶6, CA L39)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from core.services.outbox import one_line
from directory.outreach.letters import evaluations as letters
from directory.outreach.models import OutreachEvaluation, OutreachPlan, OutreachVisit, SupportRules
from directory.outreach.models.evaluation import EvaluationKind
from directory.outreach.services.calendars import free_half_days
from directory.outreach.services.plans import PlanRefused, StillToVisit, lock_plan, move_plan
from directory.outreach.states.plan import PlanState


class AlreadyAnswered(PlanRefused):
    def __str__(self) -> str:
        return "This evaluation has been answered, or is no longer asked for. Thank you."


class RemindedToday(PlanRefused):
    def __str__(self) -> str:
        return "A reminder went today already."


@transaction.atomic
def complete_plan(
    plan: OutreachPlan, *, by: User | None, completed_on: date | None = None
) -> OutreachPlan:
    """The work is done, and the host school's senior leader is asked for an evaluation at once; the
    later question about impact waits for its day. Raises StillToVisit, MoveNotAllowed."""
    plan = lock_plan(plan)
    visits = OutreachVisit.objects.filter(agreement__plan=plan)
    if plan.may_be_visited and not visits.exists():
        raise StillToVisit
    plan.completed_on = completed_on or timezone.localdate()
    move_plan(plan, "complete", by)
    free_half_days(plan)
    rules = SupportRules.load()
    asked = OutreachEvaluation.objects.create(plan=plan, kind=EvaluationKind.COMPLETION)
    if rules.follow_up_days:
        OutreachEvaluation.objects.create(
            plan=plan,
            kind=EvaluationKind.FOLLOW_UP,
            ask_on=plan.completed_on + timedelta(days=rules.follow_up_days),
        )
    _ask(asked, rules)
    move_plan(plan, "ask_evaluation", None)
    return plan


def _ask(evaluation: OutreachEvaluation, rules: SupportRules) -> None:
    evaluation.asked_at = timezone.now()
    evaluation.due_on = timezone.localdate() + timedelta(days=rules.evaluation_days)
    evaluation.save(update_fields=["asked_at", "due_on"])
    letters.ask(evaluation)


@transaction.atomic
def answer_evaluation(evaluation: OutreachEvaluation, **answers) -> OutreachEvaluation:
    """One answer is kept, for good, and those who may read it are told. `answers` are the fields of
    the form. Raises AlreadyAnswered."""
    plan = lock_plan(evaluation.plan)
    # The plan's lock is held, so two clicks on one link stand in line here.
    evaluation = OutreachEvaluation.objects.unanswered().filter(pk=evaluation.pk).first()
    if evaluation is None:
        raise AlreadyAnswered
    for name, value in answers.items():
        setattr(evaluation, name, value)
    evaluation.plan = plan
    evaluation.respondent_name = one_line(evaluation.respondent_name or plan.leader_name)
    evaluation.respondent_job = one_line(evaluation.respondent_job or plan.leader_job)
    evaluation.answered_at = timezone.now()
    evaluation.save()
    record(plan, "outreach_evaluation.answered", kind=evaluation.kind)
    if plan.state == PlanState.EVALUATION_SENT and evaluation.kind == EvaluationKind.COMPLETION:
        move_plan(plan, "evaluate", None)
    letters.tell_of_answer(evaluation)
    return evaluation


@transaction.atomic
def close_plan(plan: OutreachPlan, *, by: User) -> OutreachPlan:
    """The evaluation is read and the papers are in order. The later question is still asked."""
    plan = lock_plan(plan)
    move_plan(plan, "close", by)
    return plan


@transaction.atomic
def close_unanswered(plan: OutreachPlan, *, reason: str, by: User) -> OutreachPlan:
    """No evaluation is expected any more, and why; links already sent lead nowhere."""
    plan = lock_plan(plan)
    plan.reason = one_line(reason)[:500]
    move_plan(plan, "close_unanswered", by)
    plan.evaluations.filter(answered_at=None).update(waived=True)
    return plan


@transaction.atomic
def remind(evaluation: OutreachEvaluation, *, by: User | None = None) -> OutreachEvaluation:
    """The senior leader has another letter, at most one a day. Raises AlreadyAnswered,
    RemindedToday."""
    lock_plan(evaluation.plan)
    together = ("plan__practitioner", "plan__base_school", "plan__host_school")
    wanted = OutreachEvaluation.objects.unanswered().filter(asked_at__isnull=False)
    evaluation = wanted.select_related(*together).filter(pk=evaluation.pk).first()
    if evaluation is None:
        raise AlreadyAnswered
    today = timezone.localdate()
    if evaluation.reminded_at and timezone.localdate(evaluation.reminded_at) == today:
        raise RemindedToday
    evaluation.reminded_at = timezone.now()
    evaluation.save(update_fields=["reminded_at"])
    letters.ask(evaluation, again=today.isoformat())
    record(evaluation.plan, "outreach_evaluation.reminded", by=by, kind=evaluation.kind)
    return evaluation


def keep_asking() -> None:
    """Daily: one reminder of what was not answered in time, and the later questions whose day has
    come. Running it twice asks nobody twice."""
    rules, today = SupportRules.load(), timezone.localdate()
    before = timezone.now() - timedelta(days=rules.reminder_days)
    late = OutreachEvaluation.objects.unanswered().filter(asked_at__lte=before, reminded_at=None)
    for evaluation in late.select_related("plan"):
        try:
            remind(evaluation)
        except (AlreadyAnswered, RemindedToday):
            continue  # answered or reminded by somebody since the list was read
    ripe = OutreachEvaluation.objects.unanswered().filter(
        kind=EvaluationKind.FOLLOW_UP,
        ask_on__lte=today,
        asked_at=None,
        plan__state__in=[PlanState.EVALUATED, PlanState.CLOSED],
    )
    for evaluation in ripe:
        with transaction.atomic():
            lock_plan(evaluation.plan)
            fresh = ripe.select_related("plan").filter(pk=evaluation.pk).first()
            if fresh is not None:
                _ask(fresh, rules)
