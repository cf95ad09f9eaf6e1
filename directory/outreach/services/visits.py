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
from directory.outreach.services.corrections import (
    CorrectionNeedsReason,
    Papers,
    Told,
    correct,
)
from directory.outreach.services.plans import lock_plan, move_plan
from directory.outreach.states.plan import FINISHED_STATES, PlanState

# No new visit is recorded under these; what is recorded can still be put right.
OVER = (*FINISHED_STATES, PlanState.CANCELLED)


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


class GivesNoReason(VisitRefused):
    """A return that is in, or a completed plan, tells of the record: it is corrected, with a
    reason. `papers` says which they are."""

    def __init__(self, papers: Papers) -> None:
        super().__init__(papers)
        self.papers = papers

    def __str__(self) -> str:
        return f"{self.papers.words}: say why the record is corrected."


class LastOfItsPlan(VisitRefused):
    def __str__(self) -> str:
        return "A completed plan keeps at least one visit. Put this one right instead."


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
    reason: str = "",
    by: User | None,
) -> OutreachVisit:
    """The visit counts half a day or a whole one, and with the first its plan is under way. Where
    the term's return is in it is a correction, and needs a `reason`. Raises VisitRefused in its
    kinds."""
    visit = OutreachVisit(practitioner=practitioner, recorded_by=by, recorded_at=timezone.now())
    _fill(visit, visited_on, part, activity, plan, school, seen, summary, next_steps)
    _keep(visit)
    if visit.plan and visit.plan.state == PlanState.AGREED:
        move_plan(visit.plan, "begin", by)
    record(visit, "outreach_visit.recorded", by=by, half_days=visit.half_days)
    _correct(visit, None, Told.by(visit), reason, by)
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
    reason: str = "",
    by: User | None,
) -> OutreachVisit:
    """The record is put right, under the same rules as a new one. One under a plan that is over
    stays with that plan."""
    visit = _lock(visit)
    was = Told.by(visit)
    _fill(visit, visited_on, part, activity, plan, school, seen, summary, next_steps)
    _keep(visit)
    if visit.plan and visit.plan.state == PlanState.AGREED:
        move_plan(visit.plan, "begin", by)
    record(visit, "outreach_visit.changed", by=by, half_days=visit.half_days)
    _correct(visit, was, Told.by(visit), reason, by)
    return visit


@transaction.atomic
def remove_visit(visit: OutreachVisit, *, reason: str = "", by: User | None) -> None:
    """A visit recorded by mistake is gone; that it was, stays in the log, and where a paper that is
    in tells of it, in a correction beside that paper. Raises GivesNoReason, LastOfItsPlan, and
    PlanNotAgreed while a changed plan waits to be agreed again."""
    visit = _lock(visit)
    if visit.agreement_id:
        plan = lock_plan(visit.agreement.plan)
        if not plan.may_be_visited and plan.state not in OVER:
            raise PlanNotAgreed
        others = OutreachVisit.objects.filter(agreement__plan=plan).exclude(pk=visit.pk)
        if plan.state in FINISHED_STATES and not others.exists():
            raise LastOfItsPlan
    _correct(visit, Told.by(visit), None, reason, by)
    record(visit, "outreach_visit.removed", by=by, half_days=visit.half_days)
    visit.delete()


def _lock(visit: OutreachVisit) -> OutreachVisit:
    together = ("agreement__plan", "school", "practitioner")
    rows = OutreachVisit.objects.select_for_update(of=("self",)).select_related(*together)
    return rows.get(pk=visit.pk)


def _correct(
    visit: OutreachVisit, was: Told | None, now: Told | None, reason: str, by: User | None
) -> None:
    try:
        correct(visit, was=was, now=now, reason=reason, by=by)
    except CorrectionNeedsReason as missing:
        raise GivesNoReason(missing.papers) from missing


def _fill(visit, visited_on, part, activity, plan, school, seen, summary, next_steps) -> None:
    if visited_on > timezone.localdate():
        raise StillToCome
    visit.agreement = _agreement_for(visit, plan, activity, visited_on)
    visit.school = visit.agreement.plan.host_school if visit.agreement else school
    visit.visited_on, visit.activity = visited_on, activity
    visit.morning = part in (PartOfDay.MORNING, PartOfDay.DAY)
    visit.afternoon = part in (PartOfDay.AFTERNOON, PartOfDay.DAY)
    visit.seen, visit.summary = one_line(seen)[:200], summary.strip()
    visit.next_steps = next_steps.strip()


def _agreement_for(
    visit: OutreachVisit, plan: OutreachPlan | None, activity: str, day: date
) -> OutreachAgreement | None:
    """The agreement in force, with the plan held, so that it is not changed meanwhile; for a record
    under a plan that is over the one it was made under."""
    if plan is None:
        if activity == Activity.VISIT:
            raise NeedsAPlan
        return None
    if activity not in UNDER_A_PLAN:
        raise TakesNoPlan
    plan = lock_plan(plan)
    if plan.practitioner_id != visit.practitioner_id:
        raise NotYours
    agreement = plan.live_agreement
    if visit.plan == plan and plan.state in OVER:
        agreement = visit.agreement
    elif agreement is None or not plan.may_be_visited:
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
