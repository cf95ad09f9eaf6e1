from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from directory.outreach.enums import FundingType, PostState
from directory.outreach.models import ASTPost, PostFunding
from tests.factories.outreach import OPENED_ON, ASTPostFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(1)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": PostState.PROPOSED},
        {"opened_on": None},
        {"state": PostState.CLOSED},
        {"closed_on": date(2012, 1, 1)},
        {"state": PostState.CLOSED, "closed_on": OPENED_ON - DAY},
        {"outreach_percent": 0},
        {"outreach_percent": 101},
        {"exempt_from": date(2012, 1, 1)},
        {"exempt_reason": "A reason without a day"},
        {"exempt_from": date(2012, 1, 2), "exempt_reason": "x", "exempt_until": date(2012, 1, 1)},
    ],
    ids=str,
)
def test_database_refuses(fields):
    post = ASTPostFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ASTPost.objects.filter(pk=post.pk).update(**fields)


def test_who_pays_is_asked_of_a_day():
    """CA L90: the school goes on with the post itself, from a date."""
    post, changes_on = ASTPostFactory(), date(2012, 4, 1)
    PostFunding.objects.create(
        post=post, funding_type=FundingType.SCHOOL_FUNDED, starts_on=changes_on
    )
    for day, funding in (
        (OPENED_ON - DAY, None),
        (OPENED_ON, "la_funded"),
        (changes_on - DAY, "la_funded"),
        (changes_on, "school_funded"),
    ):
        assert post.funding_on(day) == funding
        assert ASTPost.objects.with_funding(day).get().funding == funding
    assert ASTPost.objects.funded_as(FundingType.LA_FUNDED, day=changes_on - DAY).exists()
    assert not ASTPost.objects.funded_as(FundingType.LA_FUNDED, day=changes_on).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        PostFunding.objects.create(post=post, funding_type="la_funded", starts_on=changes_on)


def test_post_exists_from_its_first_day_until_it_is_closed():
    closed_on = date(2013, 4, 1)
    ASTPostFactory(state=PostState.CLOSED, closed_on=closed_on)
    ASTPostFactory(proposed=True)
    counts = [
        ASTPost.objects.on(day).count()
        for day in (OPENED_ON - DAY, OPENED_ON, closed_on - DAY, closed_on)
    ]
    assert counts == [0, 1, 1, 0]


def test_exemption_holds_between_its_days():
    """CA L75."""
    first, last = date(2012, 1, 9), date(2012, 3, 30)
    post = ASTPostFactory(exempt_from=first, exempt_until=last, exempt_reason="Exceptional")
    days = (first - DAY, first, last, last + DAY)
    assert [post.is_exempt_on(day) for day in days] == [False, True, True, False]
    assert not ASTPostFactory().is_exempt_on(first)
    post.exempt_until = None
    assert post.is_exempt_on(last + DAY)
