"""The working days of a term, and a day that may be a slip of the pen."""

from datetime import date

import pytest

from directory.outreach.models import OutreachPlan
from directory.outreach.queries.term_days import unusual_about
from tests.directory.outreach.terms import a_term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 16), ""),
        (date(2026, 11, 15), "Sunday 15 November is no day of school."),
        (date(2026, 12, 25), "Friday 25 December is a bank holiday."),
        (date(2026, 12, 21), "Monday 21 December lies in the school holidays."),
        (date(2026, 10, 28), "Wednesday 28 October lies in the half-term break."),
        (date(2026, 9, 30), "The plan begins on 1 October 2026."),
        (date(2026, 12, 9), "The plan ended on 8 December 2026."),
    ],
)
def test_day_on_which_schools_are_shut_or_the_plan_is_over_is_named(day, words):
    a_term()
    plan = OutreachPlan(starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 8))

    assert unusual_about(day, plan if day.month in (9, 11) or day.day == 9 else None) == words


def test_authority_without_a_table_of_terms_is_asked_of_weekends_alone():
    assert unusual_about(date(2026, 12, 21)) == ""
