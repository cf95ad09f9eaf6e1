"""Funding streams: what was decided, which posts they pay, and what follows them."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.financial_year import FinancialYear
from core.shares import equal_shares
from directory.models import Term
from directory.outreach.enums import FUNDED_BY_AUTHORITY
from directory.outreach.funding_enums import DecisionOutcome
from directory.outreach.funding_refusals import (
    DayToCome,
    HeadsTooHigh,
    NoPosts,
    OutsideStream,
    PaidAlready,
    StreamHasEnded,
)
from directory.outreach.models import ASTPost, FundingStream, StreamDecision, StreamPost
from directory.queries.hosts import host_authority_code

_ONE_DAY = timedelta(days=1)
# What ended longer ago was followed when it did.
_LOOKED_BACK = timedelta(days=400)


@transaction.atomic
def record_decision(
    stream: FundingStream,
    *,
    body: str,
    decided_on: date,
    outcome: DecisionOutcome | str,
    resolution: str,
    by,
) -> StreamDecision:
    """What a body resolved stands with the stream for good (CB ¶5). Raises DayToCome."""
    if decided_on > timezone.localdate():
        raise DayToCome
    decision = StreamDecision.objects.create(
        stream=stream,
        body=body,
        decided_on=decided_on,
        outcome=DecisionOutcome(outcome),
        resolution=resolution,
    )
    record(stream, "stream.decided", by=by, outcome=decision.outcome)
    return decision


@transaction.atomic
def put_on_stream(
    post: ASTPost,
    stream: FundingStream,
    *,
    by,
    starts_on: date | None = None,
    ends_on: date | None = None,
    cover_pence: int = 0,
    pay_scale_difference_pence: int = 0,
    management_allowance_pence: int = 0,
) -> StreamPost:
    """The stream pays the post from a day to a day, its own first and last where none is given.
    Amounts are for a whole financial year. Raises OutsideStream, PaidAlready."""
    starts_on = starts_on or stream.year.first_day
    ends_on = ends_on or stream.last_day
    if not stream.year.first_day <= starts_on <= ends_on <= stream.last_day:
        raise OutsideStream(stream.year.first_day, stream.last_day)
    # Two people putting one post on two streams: the second sees what the first wrote.
    post = ASTPost.objects.select_for_update().get(pk=post.pk)
    _refuse_twice_in_a_term(post, starts_on, ends_on)
    placed = StreamPost.objects.create(
        post=post,
        stream=stream,
        starts_on=starts_on,
        ends_on=ends_on,
        cover_pence=cover_pence,
        pay_scale_difference_pence=pay_scale_difference_pence,
        management_allowance_pence=management_allowance_pence,
    )
    record(stream, "stream.post_added", by=by, post=post.pk, from_day=starts_on.isoformat())
    return placed


def _refuse_twice_in_a_term(post: ASTPost, starts_on: date, ends_on: date) -> None:
    """One release for each post and term means one stream for each term: the days are widened to
    whole terms before they are compared."""
    terms = Term.objects.filter(authority=host_authority_code())
    around = terms.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    year = FinancialYear.of(starts_on)
    first = min([starts_on, *around.values_list("starts_on", flat=True)])
    last = max([ends_on, *around.values_list("ends_on", flat=True)])
    first, last = max(first, year.first_day), min(last, year.last_day)
    if post.streams.between(first, last).exists():
        raise PaidAlready


@transaction.atomic
def take_off_stream(placed: StreamPost, *, last_day: date, by) -> StreamPost:
    """The stream pays the post up to and including a day, the post's conversion for example (CB
    ¶9). Raises OutsideStream."""
    placed = StreamPost.objects.select_for_update(of=("self",)).get(pk=placed.pk)
    if not placed.starts_on <= last_day <= placed.stream.last_day:
        raise OutsideStream(placed.starts_on, placed.stream.last_day)
    placed.ends_on = last_day
    placed.save(update_fields=["ends_on"])
    record(
        placed.stream, "stream.post_ended", by=by, post=placed.post_id, to_day=last_day.isoformat()
    )
    return placed


def follow_funding(post: ASTPost | None = None) -> int:
    """Where the authority stopped paying for a post, or the post ended, its stream stops on the day
    before: an academy's conversion, a school that funds the post itself (CB ¶9, CA L90). Run every
    day, and for one post before its money is proposed. Returns how many were ended now."""
    rows = StreamPost.objects.filter(ends_on__gte=timezone.localdate() - _LOOKED_BACK)
    if post is not None:
        rows = StreamPost.objects.filter(post=post)
    count = 0
    for placed in rows.select_related("stream", "post").prefetch_related("post__fundings"):
        stops_on = _stops_on(placed)
        if stops_on is not None:
            take_off_stream(placed, last_day=stops_on - _ONE_DAY, by=None)
            count += 1
    return count


def _stops_on(placed: StreamPost) -> date | None:
    """The first day in its time on the stream on which the authority pays no more."""
    days = [
        row.starts_on
        for row in placed.post.fundings.all()
        if row.funding_type not in FUNDED_BY_AUTHORITY
    ]
    days += [placed.post.closed_on] if placed.post.closed_on else []
    return min((day for day in days if placed.starts_on < day <= placed.ends_on), default=None)


@transaction.atomic
def share_equally(stream: FundingStream, *, by) -> list[StreamPost]:
    """What the stream has beyond pay-scale differences and allowances becomes cover, in equal
    shares: all its posts together cost what it holds, to the penny. Raises NoPosts and
    HeadsTooHigh."""
    stream = FundingStream.objects.select_for_update().get(pk=stream.pk)
    posts = list(stream.posts.order_by("starts_on", "pk"))
    if not posts:
        raise NoPosts
    rest = stream.amount_pence - sum(
        each.pay_scale_difference_pence + each.management_allowance_pence for each in posts
    )
    if rest < 0:
        raise HeadsTooHigh
    for placed, share in zip(posts, equal_shares(rest, len(posts)), strict=True):
        placed.cover_pence = share
    StreamPost.objects.bulk_update(posts, ["cover_pence"])
    record(stream, "stream.shared", by=by, posts=len(posts))
    return posts


@transaction.atomic
def end_stream(
    stream: FundingStream, *, last_day: date, by, successor: FundingStream | None = None
) -> FundingStream:
    """The stream pays nothing after a day. Its posts stay as they are (CB ¶5): with a successor
    they are on it from the next day, at the same cost; without one the desk asks for it. Raises
    StreamHasEnded, OutsideStream."""
    stream = FundingStream.objects.select_for_update().get(pk=stream.pk)
    if stream.ended_on:
        raise StreamHasEnded
    year = stream.year
    if last_day not in year:
        raise OutsideStream(year.first_day, year.last_day)
    living = list(stream.posts.filter(ends_on=year.last_day, starts_on__lte=last_day))
    stream.posts.filter(ends_on__gt=last_day, starts_on__lte=last_day).update(ends_on=last_day)
    stream.ended_on, stream.successor = last_day, successor
    stream.save(update_fields=["ended_on", "successor"])
    if successor is not None:
        begins = max(last_day + _ONE_DAY, successor.year.first_day)
        StreamPost.objects.bulk_create(
            [_follow(placed, successor, begins) for placed in living], ignore_conflicts=True
        )
    record(stream, "stream.ended", by=by, posts=len(living), followed=successor is not None)
    return stream


def _follow(placed: StreamPost, successor: FundingStream, begins: date) -> StreamPost:
    return StreamPost(
        stream=successor,
        post_id=placed.post_id,
        starts_on=begins,
        ends_on=successor.last_day,
        cover_pence=placed.cover_pence,
        pay_scale_difference_pence=placed.pay_scale_difference_pence,
        management_allowance_pence=placed.management_allowance_pence,
    )
