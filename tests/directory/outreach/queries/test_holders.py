from datetime import date
from decimal import Decimal

import pytest

from directory.outreach.queries.holders import (
    holder_on,
    holders_on,
    outreach_days_a_week,
)
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory

pytestmark = pytest.mark.django_db

THEN, NOW = date(2011, 3, 1), date(2013, 3, 1)


def test_holder_is_asked_of_a_day(count_queries):
    first = ASTAppointmentFactory(last_day=date(2012, 7, 31))
    second = ASTAppointmentFactory(post=first.post, starts_on=date(2012, 9, 1))
    vacant = ASTPostFactory()

    assert holder_on(first.post, THEN) == first
    assert holder_on(first.post, date(2012, 8, 15)) is None
    assert holder_on(first.post) == second
    assert holders_on([first.post, vacant], NOW) == {first.post.pk: second}
    assert count_queries(lambda: holders_on([first.post, vacant], THEN)) == 1


def test_share_of_the_week_is_of_the_persons_own_time():
    """CB ¶1, CA L15 and L30; P11: part-time posts."""
    full = ASTAppointmentFactory.build(post__outreach_percent=20)
    assert outreach_days_a_week(full) == 1
    full.working_percent = 60
    assert outreach_days_a_week(full) == Decimal("0.6")
    full.post.outreach_percent = 10
    assert outreach_days_a_week(full) == Decimal("0.3")
