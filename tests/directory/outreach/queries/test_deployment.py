"""The figures for the Schools Forum: as at a day, in counts, and small groups protected."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.academic_year import AcademicYear
from core.report_days import DayOutsideYear
from directory.outreach.deployment_words import in_words, rows_of
from directory.outreach.enums import FundingType, Phase
from directory.outreach.models import OutreachEvaluation, OutreachPlan, TermReturn
from directory.outreach.queries.deployment import (
    deployment_figures,
    half_days_by_term,
)
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import (
    ASTAppointmentFactory,
    ASTPostFactory,
    CategoryOfConcernFactory,
)
from tests.factories.outreach_money import (
    FundingReleaseFactory,
    FundingStreamFactory,
    TermFactory,
    TermReturnFactory,
)
from tests.factories.people import person
from tests.factories.support import OutreachPlanFactory, OutreachVisitFactory, agree

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2012)
AS_AT = date(2013, 1, 23)
LONDON = ZoneInfo("Europe/London")


def visits_at(schools: int, *, category=None, day=date(2012, 11, 5)) -> None:
    """A morning at each of so many schools, in a category on that day or not."""
    agreement = OutreachPlanFactory(agreed=True).live_agreement
    for number in range(schools):
        school = SchoolFactory()
        OutreachVisitFactory(
            agreement=agreement, school=school, visited_on=day + timedelta(days=number)
        )
        if category is not None:
            CategoryOfConcernFactory(school=school, **category)


def test_posts_of_the_day_are_counted_by_who_pays_and_who_is_in_them():
    """CA L73, L75 in small; CB ¶9."""
    ASTAppointmentFactory(post=ASTPostFactory(phase=Phase.SECONDARY))
    ASTAppointmentFactory(post=ASTPostFactory(phase=Phase.PRIMARY), last_day=date(2013, 1, 22))
    ASTPostFactory(funding=FundingType.SCHOOL_FUNDED)
    ASTPostFactory(opened_on=date(2013, 2, 1))

    found = deployment_figures(YEAR, AS_AT)

    assert found.posts_in_words == "2 LA-funded: 1 secondary, 1 primary; 1 school-funded"
    assert (found.posts_la_funded, found.posts_school_funded, found.posts_vacant) == (2, 1, 2)
    assert found.asts_in_post == 1


def test_days_plans_evaluations_and_returns_count_up_to_the_day():
    visits_at(1)
    OutreachVisitFactory(visited_on=AS_AT + timedelta(1))
    OutreachVisitFactory(visited_on=date(2012, 8, 31))
    OutreachVisitFactory(
        visited_on=date(2012, 10, 1), afternoon=True, agreement=None, school=None,
        practitioner=ASTAppointmentFactory().practitioner, activity="inreach",
    )  # fmt: skip
    plan = OutreachPlanFactory()
    agreement = agree(plan)
    agreement.agreed_at = datetime(2013, 1, 23, 23, 30, tzinfo=LONDON)
    agreement.save()
    OutreachPlan.objects.filter(pk=plan.pk).update(state="completed", completed_on=AS_AT)
    asked = datetime(2013, 1, 10, tzinfo=LONDON)
    OutreachEvaluation.objects.create(plan=plan, kind="completion", asked_at=asked)
    term = TermFactory()
    TermReturnFactory(term=term)
    TermReturnFactory(term=TermFactory(spring=True))
    due = TermReturnFactory(term=term)
    TermReturn.objects.filter(pk=due.pk).update(
        state="received", submitted_at=asked, received_on=AS_AT, received_by=person(), is_nil=True
    )

    found = deployment_figures(YEAR, AS_AT)

    assert (found.visits, found.outreach_half_days, found.in_school_half_days) == (1, 1, 2)
    assert (found.plans_agreed, found.plans_completed) == (1, 1)
    assert (found.evaluations_asked, found.evaluations_answered) == (1, 0)
    assert (found.returns_due, found.returns_submitted, found.returns_received) == (3, 1, 1)
    assert (found.returns_nil, found.returns_overdue) == (1, 1)
    assert half_days_by_term([term], AS_AT) == [1]


def test_category_is_told_in_counts_and_by_the_day_of_the_visit():
    """Ofsted's and the authority's own together: nobody can tell one from the other (P14)."""
    visits_at(3, category={})
    visits_at(2, category={"local": True})
    visits_at(5, category={"starts_on": date(2012, 12, 1)})

    category = deployment_figures(YEAR, AS_AT).category

    assert (category.schools_in, category.half_days_in) == (5, 5)
    assert (category.schools_elsewhere, category.half_days_elsewhere) == (5, 5)


@pytest.mark.parametrize(("inside", "elsewhere"), [(4, 20), (20, 4), (1, 1), (20, 0)])
def test_group_that_would_point_at_a_school_hides_both(inside, elsewhere):
    """The total is shown, so the other group would give the small one away."""
    visits_at(inside, category={"local": True})
    visits_at(elsewhere)

    found = deployment_figures(YEAR, AS_AT)

    assert found.category.is_protected
    hidden = {name: value for name, value in rows_of(found) if "category" in name}
    assert set(hidden.values()) == {None}
    assert dict(rows_of(found))["half_days_elsewhere"] is None


def test_money_is_what_went_out_by_the_day_against_the_streams():
    stream = FundingStreamFactory()
    FundingStreamFactory(financial_year=2013)
    release = FundingReleaseFactory(stream=stream)
    who = {f"{name}_by": person() for name in ("calendar", "plans", "visits")}
    days = {f"{name}_on": AS_AT for name in ("calendar", "plans", "visits")}
    type(release).objects.filter(pk=release.pk).update(
        state="released", released_on=AS_AT, released_by=person(), proposed_by=person(),
        confirmed_by=person(), amount_pence=1_333_333, **who, **days,
    )  # fmt: skip

    on_the_day = deployment_figures(YEAR, AS_AT)
    before = deployment_figures(YEAR, AS_AT - timedelta(1))

    assert (on_the_day.stream_pence, on_the_day.released_pence) == (4_000_000, 1_333_333)
    assert before.released_pence == 0
    assert "£13,333.33 of £40,000.00 is released (33%)." in in_words(on_the_day)


def test_day_outside_the_year_is_refused():
    with pytest.raises(DayOutsideYear, match="2013-09-01"):
        deployment_figures(YEAR, date(2013, 9, 1))


def test_figures_ask_the_same_of_the_database_at_1_and_at_20(count_queries):
    def look():
        deployment_figures(YEAR, AS_AT)

    def make():
        ASTAppointmentFactory()
        TermReturnFactory()
        visits_at(1, category={})

    make()
    few = count_queries(look)
    for _ in range(19):
        make()

    assert count_queries(look) == few <= 22
