"""Releasing a post's money at the end of a term (CB ¶7): papers received, proposed by one person,
confirmed by another."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from core.audit import record
from core.services.outbox import one_line
from directory.enums import Role
from directory.outreach.funding_enums import Paper, ReleaseState
from directory.outreach.funding_moves import RELEASES
from directory.outreach.funding_refusals import (
    BeforeEndOfTerm,
    DayToCome,
    NothingToRelease,
    NotYours,
    PapersClosed,
    ReasonMissing,
    SamePerson,
    StreamOverspent,
)
from directory.outreach.letters import funding as letters
from directory.outreach.models import FundingRelease, FundingStream
from directory.outreach.payees import payee_of
from directory.outreach.services.streams import follow_funding
from directory.outreach.term_amounts import term_amount
from directory.scoping import roles_held

_MARKERS = (Role.AST_COORDINATOR,)


def actors_of(user) -> frozenset[str]:
    """What the person is to money: the roles of today that the table of moves names."""
    if user is None or not user.is_active:
        return frozenset()
    named = {actor for move in RELEASES for actor in move.actors} - {"site"}
    if user.is_superuser:
        return frozenset(named)
    return frozenset(role for role, _ in roles_held(user) if role in named)


@transaction.atomic
def mark_received(release: FundingRelease, *papers: Paper, on: date, by) -> FundingRelease:
    """The authority says that it has these papers, and since when: received is more than uploaded.
    With all three the release is ready. Marked again, the day is corrected. Raises NotYours,
    DayToCome, PapersClosed."""
    _may_mark(by)
    if on > timezone.localdate():
        raise DayToCome
    release = _lock(release)
    _papers_open(release)
    for paper in papers:
        setattr(release, f"{paper}_on", on)
        setattr(release, f"{paper}_by", by)
        record(release, "release.paper_received", by=by, paper=str(paper), on=on.isoformat())
    return _follow_papers(release)


@transaction.atomic
def unmark_received(release: FundingRelease, paper: Paper, *, by) -> FundingRelease:
    """A paper was marked by mistake: it is still to come. Raises NotYours, PapersClosed."""
    _may_mark(by)
    release = _lock(release)
    _papers_open(release)
    setattr(release, f"{paper}_on", None)
    setattr(release, f"{paper}_by", None)
    record(release, "release.paper_taken_back", by=by, paper=str(paper))
    return _follow_papers(release)


@transaction.atomic
def propose_release(release: FundingRelease, *, by) -> FundingRelease:
    """One person proposes the amount of the term, and those who may confirm it are told. Raises
    NotYours, MoveNotAllowed, NothingToRelease, StreamOverspent."""
    # What shrinks is the stream: two proposals at once are counted one after the other.
    stream = FundingStream.objects.select_for_update().get(pk=release.stream_id)
    follow_funding(release.post)
    release = _move(release, "propose", by)
    # The school may have become an academy, or the cost heads changed, since the term began.
    release.payee, release.payee_name = payee_of(release.post.base_school)
    release.amount_pence = amount_of(release)
    if not release.amount_pence:
        raise NothingToRelease
    left = stream.amount_pence - committed_pence(stream)
    if release.amount_pence > left:
        raise StreamOverspent(left)
    release.proposed_at, release.proposed_by = timezone.now(), by
    release.save()
    record(release, "release.proposed", by=by, pence=release.amount_pence)
    letters.to_confirm(release)
    return release


@transaction.atomic
def confirm_release(release: FundingRelease, *, by) -> FundingRelease:
    """Another person confirms it; confirming twice changes nothing. Raises NotYours, SamePerson,
    MoveNotAllowed."""
    release = _lock(release)
    if release.state == ReleaseState.CONFIRMED and release.confirmed_by_id == by.pk:
        return release
    if release.proposed_by_id == by.pk:
        raise SamePerson
    _step(release, "confirm", by)
    release.confirmed_at, release.confirmed_by = timezone.now(), by
    release.save()
    record(release, "release.confirmed", by=by, pence=release.amount_pence)
    return release


@transaction.atomic
def release_money(release: FundingRelease, *, by, on: date | None = None) -> FundingRelease:
    """The money went to the school or its trust on a day, today unless one is given; the school is
    told. A second time changes nothing. Raises NotYours, MoveNotAllowed, BeforeEndOfTerm,
    DayToCome."""
    on = on or timezone.localdate()
    release = _lock(release)
    if release.state == ReleaseState.RELEASED:
        return release
    _step(release, "release", by)
    release.not_before = release.term.ends_on
    if on < release.not_before:
        raise BeforeEndOfTerm(release.not_before)
    if on > timezone.localdate():
        raise DayToCome
    release.released_on, release.released_by = on, by
    release.save()
    record(release, "release.released", by=by, pence=release.amount_pence, on=on.isoformat())
    letters.released(release)
    return release


@transaction.atomic
def send_back_release(release: FundingRelease, *, reason: str, by) -> FundingRelease:
    """It is not confirmed after all: it waits to be proposed again. Raises NotYours,
    MoveNotAllowed, ReasonMissing."""
    reason = _said(reason)
    release = _move(release, "send_back", by)
    _forget_agreement(release)
    release.save()
    record(release, "release.sent_back", by=by, reason=reason)
    return release


@transaction.atomic
def withhold_release(release: FundingRelease, *, reason: str, by) -> FundingRelease:
    """The money stays where it is, and the school reads why. Raises NotYours, MoveNotAllowed,
    ReasonMissing."""
    reason = _said(reason)
    release = _move(release, "withhold", by)
    release.withheld_reason = reason
    _forget_agreement(release)
    release.save()
    record(release, "release.withheld", by=by, reason=reason)
    letters.withheld(release)
    return release


@transaction.atomic
def resume_release(release: FundingRelease, *, by) -> FundingRelease:
    """What was withheld goes on from its papers. Raises NotYours, MoveNotAllowed."""
    release = _move(release, "resume", by)
    release.withheld_reason = ""
    record(release, "release.resumed", by=by)
    return _follow_papers(release)


def amount_of(release: FundingRelease) -> int:
    """Pence for this post and term as its place on the stream has it today."""
    placed = release.stream.posts.filter(post=release.post_id).first()
    return term_amount(placed, release.term) if placed else 0


def committed_pence(stream: FundingStream) -> int:
    """What is proposed, confirmed or released of the stream."""
    return stream.releases.committed().aggregate(pence=Sum("amount_pence"))["pence"] or 0


def _lock(release: FundingRelease) -> FundingRelease:
    """The release, held: of two who confirm, release or withhold it at once one comes first."""
    return (
        FundingRelease.objects.select_for_update(of=("self",))
        .select_related("term", "stream", "post__base_school", "post__subject")
        .get(pk=release.pk)
    )


def _move(release: FundingRelease, name: str, by) -> FundingRelease:
    release = _lock(release)
    _step(release, name, by)
    return release


def _step(release: FundingRelease, name: str, by) -> None:
    """The state after the move. Raises NotYours, MoveNotAllowed."""
    if not RELEASES[name].actors & actors_of(by):
        raise NotYours
    release.state = RELEASES.target(name, release.state)


def _may_mark(by) -> None:
    if not actors_of(by) & set(_MARKERS):
        raise NotYours


def _papers_open(release: FundingRelease) -> None:
    if release.state not in (ReleaseState.AWAITING, ReleaseState.READY):
        raise PapersClosed


def _follow_papers(release: FundingRelease) -> FundingRelease:
    """Ready with all three papers, and not without."""
    if release.state == ReleaseState.AWAITING and not release.missing:
        release.state = RELEASES.target("complete", release.state)
    elif release.state == ReleaseState.READY and release.missing:
        release.state = RELEASES.target("reopen_papers", release.state)
    release.amount_pence = amount_of(release)
    release.save()
    return release


def _forget_agreement(release: FundingRelease) -> None:
    release.proposed_at = release.proposed_by = None
    release.confirmed_at = release.confirmed_by = None


def _said(reason: str) -> str:
    reason = one_line(reason)[:300]
    if not reason:
        raise ReasonMissing
    return reason
