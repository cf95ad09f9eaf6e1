"""Visits: under an agreed plan, in a half day of their own, and put right or removed."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from directory.outreach.models import OutreachVisit
from directory.outreach.services import visits
from directory.outreach.services.calendars import OutsideTerm, TermIsOver, save_calendar
from directory.outreach.states.plan import PlanState
from tests.directory.outreach.terms import a_term
from tests.factories.directory import SchoolFactory
from tests.factories.support import OutreachPlanFactory, OutreachVisitFactory, agree, the_ast
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def record(plan, *, days_ago: int = 1, part: str = "am", activity: str = "visit", **fields):
    given = {"summary": "Taught alongside.", "seen": "Year 1\nteacher", **fields}
    return visits.record_visit(
        given.pop("practitioner", None) or plan.practitioner,
        visited_on=timezone.localdate() - timedelta(days=days_ago),
        part=part,
        activity=activity,
        plan=plan,
        by=None,
        **given,
    )


def test_visit_counts_half_a_day_or_a_whole_one_and_begins_the_plan():
    plan = OutreachPlanFactory(agreed=True)
    half, whole = record(plan), record(plan, days_ago=2, part="day")
    plan.refresh_from_db()
    assert (half.days, whole.days, plan.state) == (0.5, 1, PlanState.ACTIVE)
    assert (half.school, half.seen) == (plan.host_school, "Year 1 teacher")


@pytest.mark.parametrize("state", ["draft", "awaiting_agreement", "completed", "cancelled"])
def test_no_visit_on_a_plan_that_is_not_agreed(state):
    """CA L26. Also where an agreement of an earlier version is still on record."""
    when = timezone.localdate()
    plan = OutreachPlanFactory(state=state, completed_on=when, reason="Said.")
    with pytest.raises(visits.PlanNotAgreed):
        record(plan)
    if state != "draft":
        agree(plan)
        with pytest.raises(visits.PlanNotAgreed):
            record(plan)
    assert not OutreachVisit.objects.exists()


def test_refusals_are_named_and_keep_nothing():
    plan, other = OutreachPlanFactory(agreed=True), the_ast()
    with pytest.raises(visits.StillToCome):
        record(plan, days_ago=-1)
    with pytest.raises(visits.BeforeAgreement) as early:
        record(plan, days_ago=31)
    assert f"{timezone.localdate() - timedelta(days=30):%d/%m/%Y}" in str(early.value)
    with pytest.raises(visits.NotYours):
        record(plan, practitioner=other)
    with pytest.raises(visits.NeedsAPlan):
        record(None, practitioner=other)
    with pytest.raises(visits.TakesNoPlan):
        record(plan, activity="inreach")
    assert not OutreachVisit.objects.exists()
    record(None, practitioner=other, activity="la_training", school=SchoolFactory())
    assert OutreachVisit.objects.get().plan is None


def test_half_day_holds_one_visit():
    plan = OutreachPlanFactory(agreed=True)
    morning = record(plan)
    for part in ("am", "day"):
        with pytest.raises(visits.HalfDayTaken):
            record(plan, part=part)
    afternoon = record(plan, part="pm", activity="curriculum")
    with pytest.raises(visits.HalfDayTaken):
        visits.change_visit(
            afternoon, visited_on=morning.visited_on, part="am", activity="visit",
            summary="Taught.", plan=plan, by=None)  # fmt: skip
    moved = visits.change_visit(
        afternoon, visited_on=morning.visited_on - timedelta(days=1), part="day", activity="visit",
        summary="Taught.", plan=plan, by=None)  # fmt: skip
    assert (moved.days, OutreachVisit.objects.count()) == (1, 2)


def test_visit_is_removed_while_its_plan_is_open_and_not_after():
    visit = OutreachVisitFactory()
    plan = visit.agreement.plan
    type(plan).objects.filter(pk=plan.pk).update(
        state="completed", completed_on=timezone.localdate()
    )
    with pytest.raises(visits.LastOfItsPlan):
        visits.remove_visit(visit, by=None)
    type(plan).objects.filter(pk=plan.pk).update(state="draft")
    with pytest.raises(visits.PlanNotAgreed):
        visits.remove_visit(visit, by=None)
    type(plan).objects.filter(pk=plan.pk).update(state="active")
    visits.remove_visit(visit, by=None)
    assert not OutreachVisit.objects.exists()


@pytest.mark.postgres
def test_two_tabs_at_once_record_one_visit(threads):
    plan = OutreachPlanFactory(agreed=True)
    outcomes = threads(lambda: record(plan).pk, times=6)
    assert {type(error) for error in errors(outcomes)} == {visits.HalfDayTaken}
    assert OutreachVisit.objects.count() == 1


@time_machine.travel("2026-11-16 12:00", tick=False)
def test_calendar_is_saved_whole_handed_in_once_and_kept_to_working_days():
    ast, term = the_ast(), a_term()
    monday = date(2026, 9, 7)
    save_calendar(ast, term, [(monday, "am", None), (monday, "pm", None)], by=None)
    calendar = save_calendar(
        ast, term, [(monday, "am", None), (monday, "am", None)], submit=True, by=ast.user
    )
    first = calendar.submitted_at
    assert (calendar.half_days.count(), calendar.submitted_by) == (1, ast.user)
    again = save_calendar(ast, term, [(monday, "pm", None)], submit=True, by=None)
    assert (again.pk, again.submitted_at, again.half_days.get().part) == (calendar.pk, first, "pm")
    for day in (date(2026, 9, 6), date(2026, 10, 27), date(2026, 12, 19), date(2027, 1, 11)):
        with pytest.raises(OutsideTerm):
            save_calendar(ast, term, [(day, "am", None)], by=None)
    with pytest.raises(OutsideTerm):
        save_calendar(ast, term, [(monday, "day", None)], by=None)
    with time_machine.travel("2027-01-04 12:00", tick=False):
        with pytest.raises(TermIsOver):
            save_calendar(ast, term, [], by=None)
        save_calendar(the_ast(), term, [(monday, "am", None)], submit=True, by=None)
    assert calendar.half_days.count() == 1
