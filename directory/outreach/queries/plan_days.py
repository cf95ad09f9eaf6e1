"""The days of a plan: asked for, agreed, done, and set aside on the AST's calendar."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from core.templatetags.wording import as_days
from directory.outreach.models import (
    OutreachPlan,
    OutreachRequest,
    OutreachVisit,
    PlannedHalfDay,
)
from directory.outreach.models.visit import PartOfDay
from directory.outreach.states.plan import LIVE_PLAN_STATES, PlanState


@dataclass
class PlanDays:
    """All in half days. `planned` are those still to come; a day that was planned and came to
    nothing counts nowhere. Of a plan that is not `in_hand` any more nothing is left to plan."""

    agreed: int
    asked: int | None = None
    in_hand: bool = True
    done: int = 0
    planned: int = 0
    coming: list[PlannedHalfDay] = field(default_factory=list)

    @property
    def to_plan(self) -> int:
        """Below nought where more is done and planned than was agreed."""
        left = self.agreed - self.done - self.planned
        return left if self.in_hand else min(left, 0)

    @property
    def is_over(self) -> bool:
        return self.to_plan < 0

    @property
    def over_words(self) -> str:
        return f"{as_days(-self.to_plan)} more than agreed"

    @property
    def words(self) -> str:
        """ "1.5 of 4 days done, 2 planned, 0.5 to plan"."""
        parts = [f"{as_days(self.done)} of {as_days(self.agreed)} days done"]
        if self.planned:
            parts.append(f"{as_days(self.planned)} planned")
        if self.is_over:
            parts.append(self.over_words)
        elif self.to_plan:
            parts.append(f"{as_days(self.to_plan)} to plan")
        return ", ".join(parts)

    @property
    def dates(self) -> list[tuple[date, str]]:
        """The days to come, each with its part: "morning", "afternoon" or "whole day"."""
        parts: dict[date, list[PlannedHalfDay]] = defaultdict(list)
        for each in self.coming:
            parts[each.day].append(each)
        whole = PartOfDay.DAY.label.lower()
        return [
            (day, whole if len(halves) == 2 else halves[0].get_part_display().lower())
            for day, halves in parts.items()
        ]


def days_of(plans: Iterable[OutreachPlan], today: date | None = None) -> dict[int, PlanDays]:
    """By the plan's number, in two queries. Plans come with their requests where what was asked for
    is to be told."""
    plans, today = list(plans), today or timezone.localdate()
    found = {
        plan.pk: PlanDays(plan.half_days, _asked(plan), plan.state in LIVE_PLAN_STATES)
        for plan in plans
    }
    visited = set()
    visits = OutreachVisit.objects.filter(agreement__plan__in=found)
    columns = ("agreement__plan_id", "visited_on", "morning", "afternoon")
    for plan, day, morning, afternoon in visits.values_list(*columns):
        found[plan].done += morning + afternoon
        visited |= {(plan, day, PartOfDay.MORNING)} if morning else set()
        visited |= {(plan, day, PartOfDay.AFTERNOON)} if afternoon else set()
    ahead = PlannedHalfDay.objects.filter(plan__in=found, day__gte=today)
    for each in ahead.order_by("day", "part"):
        if (each.plan_id, each.day, each.part) not in visited:
            found[each.plan_id].planned += 1
            found[each.plan_id].coming.append(each)
    return found


def _asked(plan: OutreachPlan) -> int | None:
    """Not fetched for this: a list that does not tell it need not bring the requests."""
    is_here = OutreachPlan._meta.get_field("request").is_cached(plan)
    return plan.request.half_days_wanted if plan.request_id and is_here else None


def days_of_request(request: OutreachRequest) -> PlanDays | None:
    """Of the plan made for it, once there is one."""
    plan = request.plans.exclude(state=PlanState.CANCELLED).first()
    return days_of([plan])[plan.pk] if plan else None


def with_days(plans: Iterable[OutreachPlan]) -> list[OutreachPlan]:
    """The same plans, each with its `tally`; two queries."""
    plans = list(plans)
    found = days_of(plans)
    for plan in plans:
        plan.tally = found[plan.pk]
    return plans
