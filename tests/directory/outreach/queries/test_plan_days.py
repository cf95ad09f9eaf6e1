"""The days of a plan: asked for, agreed, done, planned, and what is left to plan."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.academic_year import LONDON
from directory.outreach.models import OutreachPlan
from directory.outreach.queries.plan_days import days_of, days_of_request, with_days
from directory.outreach.queries.term_grid import term_grid
from directory.outreach.services.calendars import NotInHand, save_calendar
from directory.outreach.services.evaluations import complete_plan
from directory.outreach.services.plans import cancel_plan
from tests.directory.outreach.terms import a_term
from tests.factories.support import (
    OutreachPlanFactory,
    OutreachRequestFactory,
    OutreachVisitFactory,
    the_ast,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
LAST_WEEK, TOMORROW = TODAY - timedelta(7), TODAY + timedelta(1)


@pytest.fixture
def monday():
    """16 November 2026, at noon."""
    with time_machine.travel(datetime(2026, 11, 16, 12, tzinfo=LONDON), tick=False):
        yield a_term()


def a_plan(ast=None, **fields) -> OutreachPlan:
    ast = ast or the_ast()
    request = OutreachRequestFactory(
        accepted=True, state="planned", practitioner=ast, half_days_wanted=10
    )
    return OutreachPlanFactory(
        agreed=True, practitioner=ast, request=request, half_days=6, **fields
    )


def test_days_are_done_planned_and_left_to_plan(monday):
    plan = a_plan()
    ast = plan.practitioner
    OutreachVisitFactory(agreement=plan.live_agreement, visited_on=LAST_WEEK, afternoon=True)
    OutreachVisitFactory(agreement=plan.live_agreement, visited_on=TODAY)
    other = a_plan(ast)
    kept = [(LAST_WEEK, "am"), (date(2026, 11, 11), "am"), (TODAY, "am"), (TODAY, "pm"),
            (TOMORROW, "am"), (TOMORROW, "pm")]  # fmt: skip
    save_calendar(ast, monday, [(*each, plan) for each in kept], by=None)

    days = days_of([plan, other])[plan.pk]

    assert (days.agreed, days.done, days.planned, days.to_plan) == (6, 3, 3, 0)
    assert days.words == "1.5 of 3 days done, 1.5 planned"
    assert days.dates == [(TODAY, "afternoon"), (TOMORROW, "whole day")]
    assert days_of([other])[other.pk].words == "0 of 3 days done, 3 to plan"
    assert days_of_request(plan.request).done == 3
    assert days_of_request(OutreachRequestFactory()) is None
    with_request = OutreachPlan.objects.select_related("request").get(pk=plan.pk)
    assert (with_days([with_request])[0].tally.asked, days.asked) == (10, 10)
    assert days_of([OutreachPlan.objects.get(pk=plan.pk)])[plan.pk].asked is None

    OutreachPlan.objects.filter(pk=plan.pk).update(half_days=4)
    over = days_of(OutreachPlan.objects.filter(pk=plan.pk))[plan.pk]
    assert (over.is_over, over.words) == (
        True, "1.5 of 2 days done, 1.5 planned, 1 more than agreed")  # fmt: skip


def test_days_of_many_plans_cost_two_queries(monday, count_queries):
    plans = [a_plan() for _ in range(6)]
    assert count_queries(lambda: with_days(plans)) == 2


def test_half_day_is_for_a_live_plan_of_ones_own(monday):
    plan = a_plan()
    ast = plan.practitioner
    under_way = OutreachPlanFactory(agreed=True, practitioner=ast)
    OutreachVisitFactory(agreement=under_way.live_agreement)
    done = complete_plan(under_way, by=None)
    for wrong in (a_plan(), done):
        with pytest.raises(NotInHand):
            save_calendar(ast, monday, [(TOMORROW, "am", wrong)], by=None)
    assert not plan.half_days_kept.exists()
    save_calendar(ast, monday, [(TOMORROW, "am", plan), (TOMORROW, "pm", None)], by=None)
    assert plan.half_days_kept.get().day == TOMORROW


@pytest.mark.parametrize("ended", ["cancelled", "completed"])
def test_plan_that_is_over_keeps_no_half_day_to_come(monday, ended):
    plan = a_plan()
    ast = plan.practitioner
    OutreachVisitFactory(agreement=plan.live_agreement, visited_on=LAST_WEEK)
    kept = [(day, "am", plan) for day in (LAST_WEEK, TODAY, TOMORROW)]
    calendar = save_calendar(ast, monday, kept, by=None)

    if ended == "cancelled":
        cancel_plan(plan, reason="The teacher has left.", by=ast.user)
    else:
        complete_plan(plan, by=None)

    assert plan.half_days_kept.get().day == LAST_WEEK
    assert calendar.half_days.count() == 3
    # What was kept for it before stays so when the calendar is saved again.
    plan.refresh_from_db()
    again = [(LAST_WEEK, "am", plan), (TODAY, "am", None)]
    save_calendar(ast, monday, again, by=None)
    assert plan.half_days_kept.get().day == LAST_WEEK


def test_half_day_that_was_planned_and_came_to_nothing_is_told(monday):
    ast = the_ast()
    visit = OutreachVisitFactory(practitioner=ast, visited_on=LAST_WEEK)
    kept = [(LAST_WEEK, "am", None), (LAST_WEEK, "pm", None), (TODAY, "am", None)]
    save_calendar(ast, monday, kept, by=None)

    grid = term_grid(ast, monday)

    assert [(cell.day, cell.part) for cell in grid.missed] == [(LAST_WEEK, "pm")]
    assert grid.this_week.monday == TODAY
    assert visit.takes("am")
    assert timezone.localdate() == TODAY
