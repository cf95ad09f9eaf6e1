"""What the database itself refuses of requests, plans, visits and evaluations."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.outreach.models import OutreachAgreement, OutreachEvaluation, PlannedHalfDay
from directory.outreach.models.visit import Activity, OutreachCalendar
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.support import (
    OutreachPlanFactory,
    OutreachRequestFactory,
    OutreachVisitFactory,
    agree,
)

pytestmark = pytest.mark.django_db


def refused(name: str, make) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    # SQLite names the columns of a unique constraint, PostgreSQL the constraint.
    assert name in str(caught.value) or "UNIQUE" in str(caught.value)


def test_requests_that_the_database_refuses():
    refused("a_school_link", lambda: OutreachRequestFactory(route="link"))
    refused("a_school_link", lambda: OutreachRequestFactory(link_type="feeder"))
    refused(
        "a_school_link",
        lambda: OutreachRequestFactory(base_school=SchoolFactory(), link_type="feeder"),
    )
    refused("names_an_ast", lambda: OutreachRequestFactory(state="matched"))
    refused("says_why", lambda: OutreachRequestFactory(state="declined"))
    refused("says_why", lambda: OutreachRequestFactory(state="waiting"))
    refused(
        "an_adviser_is_consulted",
        lambda: OutreachRequestFactory(state="matched", practitioner=PractitionerFactory()),
    )
    OutreachRequestFactory(
        state="offered", practitioner=PractitionerFactory(), base_school_decides=True
    )


def test_plans_that_the_database_refuses():
    request = OutreachRequestFactory(accepted=True)
    OutreachPlanFactory(request=request)
    refused("one_plan_at_a_time", lambda: OutreachPlanFactory(request=request))
    OutreachPlanFactory(request=request, state="cancelled", reason="Not needed any more.")
    for lacking in ({"half_days": 0}, {"leader_name": ""}, {"leader_email": ""},
                    {"base_head_email": ""}):  # fmt: skip
        refused(
            "names_its_days_and_its_leaders",
            lambda lacking=lacking: OutreachPlanFactory(state="awaiting_agreement", **lacking),
        )
    refused("says_when", lambda: OutreachPlanFactory(state="completed"))
    refused("says_why", lambda: OutreachPlanFactory(state="cancelled"))
    today = timezone.localdate()
    refused(
        "end_before_it_starts",
        lambda: OutreachPlanFactory(starts_on=today, ends_on=today - timedelta(days=1)),
    )


def test_authority_agrees_what_it_pays_for_and_one_agreement_is_in_force():
    plan = OutreachPlanFactory(agreed=True)
    plan.version = 2
    refused("one_agreement_in_force", lambda: agree(plan))
    other, today = OutreachPlanFactory(), timezone.localdate()
    refused(
        "the_authority_agrees",
        lambda: OutreachAgreement.objects.create(
            plan=other, version=1, ast_on=today, base_head_on=today, host_leader_on=today
        ),
    )


def test_no_visit_without_an_agreement_and_none_twice_in_a_half_day():
    morning = OutreachVisitFactory()
    refused("under_an_agreed_plan", lambda: OutreachVisitFactory(
        agreement=None, practitioner=morning.practitioner, school=None, morning=False,
        afternoon=True))  # fmt: skip
    same = {"agreement": morning.agreement, "visited_on": morning.visited_on}
    refused("in_a_morning", lambda: OutreachVisitFactory(**same))
    refused("in_a_morning", lambda: OutreachVisitFactory(**same, afternoon=True))
    refused("takes_half_a_day", lambda: OutreachVisitFactory(**same, morning=False))
    afternoon = OutreachVisitFactory(**same, morning=False, afternoon=True)
    refused("in_an_afternoon", lambda: OutreachVisitFactory(
        **same, morning=False, afternoon=True))  # fmt: skip
    refused("under_no_plan", lambda: OutreachVisitFactory(
        agreement=morning.agreement, activity=Activity.INREACH,
        visited_on=morning.visited_on - timedelta(days=3)))  # fmt: skip
    assert (morning.days, afternoon.part_words) == (0.5, "Afternoon")


def test_half_days_and_evaluations_that_the_database_refuses():
    plan = OutreachPlanFactory(agreed=True)
    evaluation = OutreachEvaluation.objects.create(plan=plan, kind="completion")
    refused("once", lambda: OutreachEvaluation.objects.create(plan=plan, kind="completion"))

    def change(**fields):
        OutreachEvaluation.objects.filter(pk=evaluation.pk).update(**fields)

    refused("support_runs", lambda: change(support=5))
    refused("impact_runs", lambda: change(impact=0))
    refused("or_it_is_too_early", lambda: change(impact=3, impact_too_early=True))
    refused("something_of_impact", lambda: change(answered_at=timezone.now(), support=3))
    refused("marks_the_support", lambda: change(answered_at=timezone.now(), impact=3))

    from tests.directory.outreach.terms import a_term

    term = a_term()
    calendar = OutreachCalendar.objects.create(practitioner=plan.practitioner, term=term)
    half = {"calendar": calendar, "day": term.starts_on, "part": "am"}
    PlannedHalfDay.objects.create(**half)
    refused("planned_once", lambda: PlannedHalfDay.objects.create(**half))
    refused(
        "a_morning_or_an_afternoon", lambda: PlannedHalfDay.objects.create(**{**half, "part": "xx"})
    )
