"""The figures of the Schools Forum report (CB ¶8, DOMAIN 2.7)."""

from datetime import date, datetime, timedelta

import pytest

from core.academic_year import LONDON, AcademicYear
from core.report_days import DayOutsideYear
from psg_catalogue.enums import SessionSource
from psg_catalogue.models import EvaluationDay
from psg_catalogue.queries.forum_report import forum_figures
from psg_catalogue.reports.wording import in_words
from tests.factories.directory import LocalAuthorityFactory, SchoolFactory
from tests.factories.psg_catalogue import (
    QAVisitFactory,
    RegisterEntryFactory,
    StudyGroupSessionFactory,
)
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2010)


def at(year: int, month: int, day: int, hour: int = 16) -> datetime:
    return datetime(year, month, day, hour, 15, tzinfo=LONDON)


def held(starts_at: datetime, came: int = 0, **fields):
    return StudyGroupSessionFactory(
        held=True,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        came=came,
        **fields,
    )


def test_forum_figures_of_an_empty_year_compares_with_nothing():
    figures = forum_figures(YEAR)

    assert figures.sessions_held == 0
    assert figures.attendances_previous_year is None
    assert figures.attendance_change_percent is None


def test_forum_figures_counts_only_sessions_held_in_the_year():
    held(at(2010, 9, 1), came=2)
    held(at(2011, 8, 31, 22), came=3)
    held(at(2011, 9, 1, 0), came=4)
    StudyGroupSessionFactory(starts_at=at(2011, 3, 1), ends_at=at(2011, 3, 1, 18), came=5)
    StudyGroupSessionFactory(
        cancelled=True, starts_at=at(2011, 3, 2), ends_at=at(2011, 3, 2, 18), came=6
    )

    figures = forum_figures(YEAR)

    assert (figures.sessions_held, figures.attendances) == (2, 5)


def test_forum_figures_counts_attendances_not_people_and_leaves_out_absence():
    session = held(at(2011, 3, 1))
    again = held(at(2011, 3, 8))
    school = SchoolFactory()
    for each in (session, again):
        RegisterEntryFactory(session=each, school=school, email="same@example.org")
    RegisterEntryFactory(session=session, absent=True)
    RegisterEntryFactory(session=session, apologies=True)

    figures = forum_figures(YEAR)

    assert (figures.attendances, figures.schools_attending) == (2, 1)


def test_forum_figures_tells_subscribing_schools_of_other_authorities_apart():
    elsewhere = LocalAuthorityFactory(code="991")
    SubscriptionFactory(academic_year=2010)
    SubscriptionFactory(academic_year=2010, school=SchoolFactory(authority=elsewhere))
    SubscriptionFactory(academic_year=2010, applied=True)
    SubscriptionFactory(academic_year=2011)

    figures = forum_figures(YEAR)

    assert (figures.subscribing_schools, figures.subscribing_schools_other_la) == (2, 1)


def test_forum_figures_goes_by_the_authority_at_the_time():
    moved = SchoolFactory(authority=LocalAuthorityFactory(code="991"))
    SubscriptionFactory(academic_year=2010, school=moved, authority_code="990")

    assert forum_figures(YEAR).subscribing_schools_other_la == 0


def test_forum_figures_counts_a_school_once_when_it_became_an_academy():
    before = SchoolFactory()
    after = SchoolFactory(predecessor=before)
    SubscriptionFactory(academic_year=2010, school=before)
    SubscriptionFactory(academic_year=2010, school=after)
    session = held(at(2011, 3, 1))
    RegisterEntryFactory(session=session, school=after)

    figures = forum_figures(YEAR)

    assert figures.subscribing_schools == 1
    assert figures.schools_attending == 1
    assert figures.schools_attending_without_subscription == 0


def test_forum_figures_counts_attending_schools_less_those_that_subscribe():
    subscriber = SubscriptionFactory(academic_year=2010).school
    session = held(at(2011, 3, 1))
    RegisterEntryFactory(session=session, school=subscriber)
    RegisterEntryFactory.create_batch(2, session=session)

    assert forum_figures(YEAR).schools_attending_without_subscription == 2


def test_forum_figures_as_at_leaves_out_what_is_dated_later():
    held(at(2010, 10, 1), came=1)
    held(at(2011, 1, 23), came=2)
    held(at(2011, 1, 24), came=4)
    SubscriptionFactory(academic_year=2010)
    SubscriptionFactory(academic_year=2010, active_from=date(2011, 1, 24))

    figures = forum_figures(YEAR, date(2011, 1, 23))

    assert figures.as_at == date(2011, 1, 23)
    assert (figures.sessions_held, figures.attendances) == (2, 3)
    assert figures.subscribing_schools == 1


def test_forum_figures_as_at_compares_the_year_before_to_the_same_day():
    held(at(2010, 1, 23), came=2)
    held(at(2010, 1, 24), came=9)
    held(at(2011, 1, 10), came=3)

    figures = forum_figures(YEAR, date(2011, 1, 23))

    assert figures.attendances_previous_year == 2
    assert figures.attendance_change_percent == 50


def test_forum_figures_as_at_a_leap_day_compares_to_the_28th():
    held(at(2011, 2, 28), came=1)
    held(at(2012, 2, 29), came=1)

    assert forum_figures(AcademicYear(2011), date(2012, 2, 29)).attendances_previous_year == 1


@pytest.mark.parametrize("day", [date(2010, 8, 31), date(2011, 9, 1)])
def test_forum_figures_refuses_a_day_outside_the_year(day):
    with pytest.raises(DayOutsideYear, match="2010-09-01 to 2011-08-31"):
        forum_figures(YEAR, day)


def test_forum_figures_counts_evaluated_and_quality_assured_sessions_once():
    session = held(at(2011, 3, 1), came=4, evaluations_asked=4)
    other = held(at(2011, 3, 2), came=4, evaluations_asked=4)
    EvaluationDay.objects.create(session=session, day=date(2011, 3, 2), answers=3)
    for day in (1, 2):
        QAVisitFactory(session=session, made=True, visited_on=date(2011, 3, day))
    QAVisitFactory(session=other)
    QAVisitFactory(session=other, called_off=True, visited_on=date(2011, 3, 2))

    figures = forum_figures(YEAR)

    assert (figures.sessions_evaluated, figures.sessions_quality_assured) == (1, 1)
    assert figures.quality_assured_percent == 50
    assert "1 of 2 sessions (50%) were quality assured." in in_words(figures)
    assert figures.evaluation_response_percent == 38


def test_forum_figures_does_not_know_evaluations_that_never_came_in():
    held(at(2011, 3, 1), source=SessionSource.HISTORY)

    figures = forum_figures(YEAR)

    assert figures.sessions_evaluated is None
    assert figures.sessions_quality_assured is None
    assert figures.evaluation_response_percent is None


def test_forum_figures_costs_the_same_queries_whatever_there_is(count_queries):
    held(at(2011, 3, 1), came=1)
    forum_figures(YEAR)
    few = count_queries(lambda: forum_figures(YEAR))
    for day in range(2, 12):
        held(at(2011, 3, day), came=3)
    SubscriptionFactory.create_batch(5, academic_year=2010)

    assert count_queries(lambda: forum_figures(YEAR)) == few
