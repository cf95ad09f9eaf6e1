"""Streams: what was decided, which posts they pay, and shares that add up to the penny."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.outreach.funding_refusals import (
    DayToCome,
    HeadsTooHigh,
    NoPosts,
    OutsideStream,
    PaidAlready,
    StreamHasEnded,
)
from directory.outreach.models import ASTPost, PostFunding, StreamPost
from directory.outreach.queries.funding import forecast_of, streams_with_sums
from directory.outreach.services.streams import (
    end_stream,
    follow_funding,
    put_on_stream,
    record_decision,
    share_equally,
    take_off_stream,
)
from directory.outreach.term_amounts import financial_year_of, term_amount
from tests.factories.outreach import ASTPostFactory
from tests.factories.outreach_money import (
    FundingStreamFactory,
    StreamPostFactory,
    TermFactory,
    terms_of_2012,
)
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def stream():
    return FundingStreamFactory()


def test_decisions_are_kept_with_their_day_and_the_last_says_how_things_stand(stream):
    """CB L10, ¶5: the Forum resolves, and the stream goes on."""
    assert stream.status == "Not decided"
    for day, outcome in ((date(2012, 1, 23), "agreed"), (date(2010, 11, 8), "continued")):
        record_decision(stream, body="Schools Forum", decided_on=day, outcome=outcome,
                        resolution="To maintain the arrangement.", by=None)  # fmt: skip

    assert stream.status == "Agreed"
    assert str(stream) == f"{stream.name}, 2012/13"
    with pytest.raises(DayToCome):
        record_decision(stream, body="", decided_on=timezone.localdate() + timedelta(1),
                        outcome="ended", resolution="", by=None)  # fmt: skip


def test_terms_belong_to_the_year_whose_money_pays_for_them():
    """P9: summer 2012, autumn 2012 and spring 2013 are 2012/13, also when spring ends in April."""
    assert {str(financial_year_of(term)) for term in terms_of_2012()} == {"2012/13"}


@pytest.mark.parametrize("posts", [1, 3, 7])
def test_shares_of_a_stream_over_posts_and_terms_come_to_the_whole_of_it(stream, posts):
    for number in range(posts):
        put_on_stream(ASTPostFactory(), stream, by=None, pay_scale_difference_pence=100 * number)

    share_equally(stream, by=None)
    forecast = forecast_of(stream, terms_of_2012())

    assert forecast.total == stream.amount_pence
    assert sum(forecast.terms) == sum(line.total for line in forecast.lines)


def test_forty_thousand_pounds_for_one_post_is_three_thirds(stream):
    StreamPostFactory(stream=stream)

    assert forecast_of(stream, terms_of_2012()).terms == (1_333_334, 1_333_333, 1_333_333)
    assert forecast_of(stream, []).terms == (1_333_334, 1_333_333, 1_333_333)


def test_post_that_leaves_within_a_term_is_paid_for_its_days(stream):
    """A conversion on a day ends the authority's money that day (CB ¶9)."""
    placed, (summer, autumn, spring) = StreamPostFactory(stream=stream), terms_of_2012()

    placed = take_off_stream(placed, last_day=date(2012, 10, 28), by=None)

    assert term_amount(placed, summer) == 1_333_334
    assert term_amount(placed, autumn) == round(1_333_333 * 55 / 109)
    assert term_amount(placed, spring) == 0
    with pytest.raises(OutsideStream):
        take_off_stream(placed, last_day=date(2014, 1, 1), by=None)


def test_post_is_on_one_stream_a_term(stream):
    post, other = ASTPostFactory(), FundingStreamFactory()
    terms_of_2012()
    put_on_stream(post, stream, by=None, ends_on=date(2012, 10, 1))

    with pytest.raises(PaidAlready):
        put_on_stream(post, other, by=None, starts_on=date(2012, 10, 2))
    with pytest.raises(OutsideStream):
        put_on_stream(post, other, by=None, starts_on=date(2013, 1, 1), ends_on=date(2013, 6, 1))
    placed = put_on_stream(post, other, by=None, starts_on=date(2013, 1, 1))

    assert placed.ends_on == date(2013, 3, 31)
    with pytest.raises(IntegrityError), transaction.atomic():
        StreamPostFactory(stream=stream, post=post)


def test_sharing_needs_posts_and_room(stream):
    with pytest.raises(NoPosts):
        share_equally(stream, by=None)
    put_on_stream(ASTPostFactory(), stream, by=None, management_allowance_pence=4_000_001)
    with pytest.raises(HeadsTooHigh):
        share_equally(stream, by=None)


def test_stream_that_ends_ends_no_post_and_its_successor_pays_on(stream):
    """CB ¶5: the grant ceased, the programme went on."""
    placed, successor = StreamPostFactory(stream=stream), FundingStreamFactory()

    end_stream(stream, last_day=date(2012, 8, 31), successor=successor, by=None)

    placed.refresh_from_db()
    follows = StreamPost.objects.get(stream=successor)
    assert placed.ends_on == date(2012, 8, 31)
    assert (follows.post, follows.starts_on) == (placed.post, date(2012, 9, 1))
    assert ASTPost.objects.get().is_in_force
    with pytest.raises(StreamHasEnded):
        end_stream(stream, last_day=date(2012, 8, 31), by=None)


def test_sums_of_streams_are_one_query_whatever_their_number(count_queries):
    def sums():
        return list(streams_with_sums())

    FundingStreamFactory()
    before = count_queries(sums)
    for _ in range(5):
        StreamPostFactory()

    assert count_queries(sums) == before == 2


def test_stream_stops_the_day_before_the_authority_stops_paying(stream):
    """CB ¶9: a conversion ends the money on its day; a release agreement lets it go on."""
    kept, goes_on, closed = (StreamPostFactory(stream=stream) for _ in range(3))
    day = date(2012, 11, 1)
    PostFunding.objects.create(post=kept.post, funding_type="academy_kept", starts_on=day)
    PostFunding.objects.create(post=goes_on.post, funding_type="academy_release", starts_on=day)
    ASTPost.objects.filter(pk=closed.post.pk).update(state="closed", closed_on=day)

    for placed in (kept, goes_on, closed):
        for _ in range(2):
            follow_funding(placed.post)
        placed.refresh_from_db()

    assert [placed.ends_on for placed in (kept, goes_on, closed)] == [
        date(2012, 10, 31),
        date(2013, 3, 31),
        date(2012, 10, 31),
    ]


@pytest.mark.postgres
def test_two_who_put_one_post_on_two_streams_put_it_on_one(threads):
    post, streams = ASTPostFactory(), [FundingStreamFactory(), FundingStreamFactory()]
    TermFactory()

    outcomes = threads([lambda one=one: put_on_stream(post, one, by=None) for one in streams])

    assert [type(error) for error in errors(outcomes)] == [PaidAlready]
    assert StreamPost.objects.count() == 1
