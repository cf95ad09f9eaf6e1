"""The half days an AST sets aside for a term, and handing that in (CB ¶7)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from directory.models import Practitioner, Term
from directory.outreach.models import OutreachCalendar, OutreachPlan, PlannedHalfDay
from directory.outreach.models.visit import PartOfDay
from directory.outreach.queries.term_days import working_days_of
from directory.outreach.states.plan import LIVE_PLAN_STATES

HalfDay = tuple[date, str, OutreachPlan | None]


class CalendarRefused(Exception):
    """Nothing was kept. `str()` of it is a sentence for the AST."""


class OutsideTerm(CalendarRefused):
    """A half day is not a working day of the term."""


class NotInHand(CalendarRefused):
    def __str__(self) -> str:
        return "Half days are planned for plans of your own that are in hand."


class TermIsOver(CalendarRefused):
    def __str__(self) -> str:
        return "The term is over: its calendar stays as it was handed in."


@transaction.atomic
def save_calendar(
    practitioner: Practitioner,
    term: Term,
    half_days: Iterable[HalfDay],
    *,
    submit: bool = False,
    by: User | None,
) -> OutreachCalendar:
    """The term's half days are these, each for its plan or for none yet. With `submit` it is handed
    in, dated; a later change keeps that day, since days move within a term. Raises OutsideTerm,
    NotInHand, and TermIsOver for one that was
    handed in, once its term is over."""
    OutreachCalendar.objects.get_or_create(practitioner=practitioner, term=term)
    # Held, so that of two tabs the later one's days stand whole, and not a mixture.
    calendar = OutreachCalendar.objects.select_for_update().get(
        practitioner=practitioner, term=term
    )
    if calendar.is_kept(term):
        raise TermIsOver
    allowed = set(working_days_of(term))
    wanted = {(day, part): plan for day, part, plan in half_days}
    if any(day not in allowed or part == PartOfDay.DAY for day, part in wanted):
        raise OutsideTerm("That day is not a working day of this term.")
    _check_plans(practitioner, calendar, wanted)
    calendar.half_days.all().delete()
    PlannedHalfDay.objects.bulk_create(
        PlannedHalfDay(calendar=calendar, day=day, part=part, plan=plan)
        for (day, part), plan in sorted(wanted.items(), key=lambda each: each[0])
    )
    if submit:
        calendar.submitted_at = calendar.submitted_at or timezone.now()
        calendar.submitted_by = calendar.submitted_by or by
        calendar.save()
    action = "submitted" if submit else "saved"
    record(calendar, f"outreach_calendar.{action}", by=by, half_days=len(wanted))
    return calendar


def _check_plans(practitioner: Practitioner, calendar: OutreachCalendar, wanted: dict) -> None:
    """A half day is for a live plan of the AST's own; one that was kept for a plan since completed
    stays with it."""
    before = set(calendar.half_days.values_list("day", "part", "plan"))
    for (day, part), plan in wanted.items():
        if plan is None or (day, str(part), plan.pk) in before:
            continue
        if plan.practitioner_id != practitioner.pk or plan.state not in LIVE_PLAN_STATES:
            raise NotInHand


def free_half_days(plan: OutreachPlan) -> None:
    """A plan that is over keeps no half day from today on; the AST has them for another."""
    plan.half_days_kept.filter(day__gte=timezone.localdate()).update(plan=None)
