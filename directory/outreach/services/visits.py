"""The record of visits (DOMAIN 3.4). A half day holds one visit of a person: the database refuses a
second, also when two tabs send at once."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from core.services.outbox import one_line
from directory.models import Practitioner, School
from directory.outreach.models import OutreachAgreement, OutreachPlan, OutreachVisit
from directory.outreach.models.visit import UNDER_A_PLAN, Activity, PartOfDay
from directory.outreach.services.plans import lock_plan, move_plan
from directory.outreach.states.plan import PlanState


class VisitRefused(Exception):
    """Nothing was kept. `str()` of it is a sentence for the AST."""


class PlanNotAgreed(VisitRefused):
    def __str__(self) -> str:
        return (
            "Everyone has to agree the plan before a visit is recorded on it, and a plan that is"
            " completed or cancelled takes no more."
        )


class BeforeAgreement(VisitRefused):
    def __init__(self, agreed_on: date) -> None:
        self.agreed_on = agreed_on

    def __str__(self) -> str:
        return f"The plan was agreed on {self.agreed_on:%d/%m/%Y}: no visit under it is earlier."


class NeedsAPlan(VisitRefused):
    def __str__(self) -> str:
        return "An outreach visit is made under an agreed plan. Choose the plan."


class TakesNoPlan(VisitRefused):
    def __str__(self) -> str:
        return "In-school work, study groups and network meetings stand under no plan."


class NotYours(VisitRefused):
    def __str__(self) -> str:
        return "This plan is another AST’s."


class StillToCome(VisitRefused):
    def __str__(self) -> str:
        return "Record a visit once it has been made. Days to come belong on the calendar."


class HalfDayTaken(VisitRefused):
    def __str__(self) -> str:
        return "You have recorded something in that half day already."


@transaction.atomic
def record_visit(
    practitioner: Practitioner,
    *,
    visited_on: date,
    part: str,
    activity: str,
    summary: str,
    plan: OutreachPlan | None = None,
    school: School | None = None,
    seen: str = "",
    next_steps: str = "",
    by: User | None,
) -> OutreachVisit:
    """The visit counts half a day or a whole one, and with the first its plan is under way. Raises
    VisitRefused in its kinds."""
    visit = OutreachVisit(practitioner=practitioner, recorded_by=by, recorded_at=timezone.now())
    _fill(visit, visited_on, part, activity, plan, school, seen, summary, next_steps)
    _keep(visit)
    if visit.plan and visit.plan.state == PlanState.AGREED:
        move_plan(visit.plan, "begin", by)
    record(visit, "outreach_visit.recorded", by=by, half_days=visit.half_days)
    return visit


@transaction.atomic
def change_visit(
    visit: OutreachVisit,
    *,
    visited_on: date,
    part: str,
    activity: str,
    summary: str,
    plan: OutreachPlan | None = None,
    school: School | None = None,
    seen: str = "",
    next_steps: str = "",
    by: User | None,
) -> OutreachVisit:
    """The record is put right, under the same rules as a new one."""
    visit = OutreachVisit.objects.select_for_update().get(pk=visit.pk)
    _fill(visit, visited_on, part, activity, plan, school, seen, summary, next_steps)
    _keep(visit)
    if visit.plan and visit.plan.state == PlanState.AGREED:
        move_plan(visit.plan, "begin", by)
    record(visit, "outreach_visit.changed", by=by, half_days=visit.half_days)
    return visit


@transaction.atomic
def remove_visit(visit: OutreachVisit, *, by: User | None) -> None:
    """A visit recorded by mistake is gone; that it was, stays in the log. Raises PlanNotAgreed once
    the plan has been completed: it has been evaluated by what was done."""
    visit = OutreachVisit.objects.select_for_update().get(pk=visit.pk)
    if visit.agreement_id and not lock_plan(visit.agreement.plan).may_be_visited:
        raise PlanNotAgreed
    record(visit, "outreach_visit.removed", by=by, half_days=visit.half_days)
    visit.delete()


def _fill(visit, visited_on, part, activity, plan, school, seen, summary, next_steps) -> None:
    if visited_on > timezone.localdate():
        raise StillToCome
    visit.agreement = _agreement_for(visit.practitioner, plan, activity, visited_on)
    visit.school = visit.agreement.plan.host_school if visit.agreement else school
    visit.visited_on, visit.activity = visited_on, activity
    visit.morning = part in (PartOfDay.MORNING, PartOfDay.DAY)
    visit.afternoon = part in (PartOfDay.AFTERNOON, PartOfDay.DAY)
    visit.seen, visit.summary = one_line(seen)[:200], summary.strip()
    visit.next_steps = next_steps.strip()


def _agreement_for(
    practitioner: Practitioner, plan: OutreachPlan | None, activity: str, day: date
) -> OutreachAgreement | None:
    """The agreement in force, with the plan held, so that it is not changed meanwhile."""
    if plan is None:
        if activity == Activity.VISIT:
            raise NeedsAPlan
        return None
    if activity not in UNDER_A_PLAN:
        raise TakesNoPlan
    plan = lock_plan(plan)
    if plan.practitioner_id != practitioner.pk:
        raise NotYours
    agreement = plan.live_agreement
    if agreement is None or not plan.may_be_visited:
        raise PlanNotAgreed
    first = plan.agreements.order_by("agreed_at").first()
    agreed_on = timezone.localdate(first.agreed_at)
    if day < agreed_on:
        raise BeforeAgreement(agreed_on)
    agreement.plan = plan
    return agreement


def _keep(visit: OutreachVisit) -> None:
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as error:
        if not _taken(visit):
            raise
        raise HalfDayTaken from error


def _taken(visit: OutreachVisit) -> bool:
    same_day = OutreachVisit.objects.of(visit.practitioner).filter(visited_on=visit.visited_on)
    return any(
        (other.morning and visit.morning) or (other.afternoon and visit.afternoon)
        for other in same_day.exclude(pk=visit.pk)
    )
