"""Reviews of posts: the four priorities, the decision, the appeal, or the school pays itself
(CA L81 to L90)."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from core.once import once
from core.working_days import working_days_after
from directory.enums import Role
from directory.outreach.enums import EndReason, FundingType, Priority, ReviewTrigger
from directory.outreach.letters import Fact
from directory.outreach.letters.posts import (
    about_post,
    of_post,
    post_url,
    tell_authority,
    tell_school,
)
from directory.outreach.models import ASTPost, OutreachSettings, PostFunding, PostReview
from directory.outreach.moves import POST_MOVES, REVIEW_MOVES
from directory.outreach.queries.schools import is_in_ofsted_category
from directory.outreach.refusals import (
    CategoryHolds,
    DayNotPossible,
    DiscussionMissing,
    MayStillAppeal,
    NotWeighed,
    PriorityHolds,
)
from directory.outreach.services.appointments import end_appointment
from directory.outreach.services.following import follow_post, lock_post


@transaction.atomic
def open_review(
    post: ASTPost,
    *,
    trigger: ReviewTrigger | str = ReviewTrigger.ANNUAL,
    successor_wanted: bool = False,
    by: User | None = None,
) -> PostReview:
    """The post is under review, and the head of professional development is told. Asking again
    gives the same review. Raises MoveNotAllowed."""
    post = lock_post(post)
    waiting = post.reviews.waiting().first()
    if waiting:
        return waiting
    _move_post(post, "review")
    review = PostReview.objects.create(
        post=post, trigger=trigger, successor_wanted=successor_wanted
    )
    record(post, "post.review", by=by)
    tell_authority(
        "outreach_post_review",
        Role.PD_HEAD,
        url=post_url(post),
        about=about_post(post),
        **of_post(post),
    )
    return review


@transaction.atomic
def weigh_priorities(review: PostReview, *, priorities: Collection[str], by: User) -> PostReview:
    """Exactly these of the four hold (CA L85 to L88). Raises MoveNotAllowed once it is decided,
    CategoryHolds where Ofsted has the school in a category and that priority is left out."""
    review = _lock(review)
    REVIEW_MOVES.target("continue_post", review.state)
    if Priority.CATEGORY not in priorities and is_in_ofsted_category(review.post.base_school):
        raise CategoryHolds
    for each in Priority:
        setattr(review, f"priority_{each.value}", each.value in priorities)
    review.weighed_on = timezone.localdate()
    review.save()
    record(review.post, "post.weighed", by=by, priorities=sorted(priorities))
    return review


@transaction.atomic
def continue_post(review: PostReview, *, discussion: str, by: User) -> PostReview:
    """The post goes on, vacant once its holder has left; the school is told. Raises
    MoveNotAllowed, NotWeighed, DiscussionMissing."""
    review = _lock(review)
    state = REVIEW_MOVES.target("continue_post", review.state)
    _note_decision(review, discussion, by)
    _settle(review, state)
    _move_post(review.post, "continue_post")
    _recorded(review, "post.continue_post", by, "outreach_post_continues")
    return review


@transaction.atomic
def propose_redirect(review: PostReview, *, discussion: str, by: User) -> PostReview:
    """The funding is to go elsewhere, unless the school appeals or pays itself; it is told how.
    Raises MoveNotAllowed, NotWeighed, PriorityHolds, DiscussionMissing."""
    review = _lock(review)
    state = REVIEW_MOVES.target("propose_redirect", review.state)
    if review.priorities or is_in_ofsted_category(review.post.base_school):
        raise PriorityHolds
    _note_decision(review, discussion, by)
    review.state = state
    review.save()
    _recorded(
        review,
        "post.propose_redirect",
        by,
        "outreach_post_redirect",
        day=appeal_by(review),
    )
    return review


@transaction.atomic
def appeal(review: PostReview, *, words: str, by: User, on_behalf_of: str = "") -> PostReview:
    """The school appeals to the director (CA L90), who is told. Raises MoveNotAllowed."""
    review = _lock(review)
    review.state = REVIEW_MOVES.target("appeal", review.state)
    review.appeal, review.appealed_on = words, timezone.localdate()
    review.save()
    record(review.post, "post.appeal", by=by, on_behalf_of=on_behalf_of)
    tell_authority(
        "outreach_post_appeal",
        Role.DIRECTOR,
        url=post_url(review.post),
        about=about_post(review.post),
        **of_post(review.post),
    )
    return review


@transaction.atomic
def hear_appeal(review: PostReview, *, upheld: bool, answer: str, by: User) -> PostReview:
    """Upheld, the post goes on; dismissed, its funding goes elsewhere. Raises MoveNotAllowed."""
    review = _lock(review)
    state = REVIEW_MOVES.target("uphold" if upheld else "dismiss", review.state)
    review.answer, review.heard_on, review.heard_by = answer, timezone.localdate(), by
    _settle(review, state)
    if upheld:
        _move_post(review.post, "continue_post")
    else:
        _end_funding(review.post)
    step = "post.uphold" if upheld else "post.dismiss"
    _recorded(review, step, by, "outreach_post_appeal_heard", upheld=upheld, answer=answer)
    return review


@transaction.atomic
def redirect_funding(review: PostReview, *, by: User) -> PostReview:
    """No appeal came in time: the post ends, and its funding is free for another. Raises
    MoveNotAllowed, MayStillAppeal."""
    review = _lock(review)
    state = REVIEW_MOVES.target("redirect", review.state)
    last = appeal_by(review)
    if timezone.localdate() <= last:
        raise MayStillAppeal(f"The school may appeal up to and including {last:%-d %B %Y}.")
    _settle(review, state)
    _end_funding(review.post)
    _recorded(review, "post.redirect", by, "outreach_post_redirected")
    return review


@transaction.atomic
def fund_itself(
    review: PostReview, *, starts_on: date, by: User, on_behalf_of: str = ""
) -> PostReview:
    """The school pays for the post itself from a day (CA L90): it goes on, school-funded. Raises
    MoveNotAllowed, DayNotPossible before the last change of funding."""
    review = _lock(review)
    state = REVIEW_MOVES.target("fund_itself", review.state)
    post = review.post
    since = post.fundings.order_by("-starts_on").values_list("starts_on", flat=True).first()
    if since and starts_on <= since:
        raise DayNotPossible(f"Give a day after {since:%-d %B %Y}, when the funding last changed.")
    PostFunding.objects.create(
        post=post, funding_type=FundingType.SCHOOL_FUNDED, starts_on=starts_on
    )
    _settle(review, state)
    _move_post(post, "fund_itself")
    record(post, "post.fund_itself", by=by, on_behalf_of=on_behalf_of)
    tell_authority(
        "outreach_post_self_funded",
        Role.AST_COORDINATOR,
        Role.PD_HEAD,
        url=post_url(post),
        about=about_post(post),
        day=starts_on,
        **of_post(post),
    )
    follow_post(post)
    return review


def appeal_by(review: PostReview) -> date:
    """The last day on which the school may appeal: so many working days after the decision."""
    days = once("appeal_days", lambda: OutreachSettings.load().appeal_days)
    return working_days_after(review.decided_on, days)


def _lock(review: PostReview) -> PostReview:
    lock_post(review.post)
    return PostReview.objects.select_related("post__base_school", "post__subject").get(pk=review.pk)


def _note_decision(review: PostReview, discussion: str, by: User) -> None:
    if review.weighed_on is None:
        raise NotWeighed
    if not discussion.strip():
        raise DiscussionMissing
    review.discussion = discussion
    review.decided_on, review.decided_by = timezone.localdate(), by


def _settle(review: PostReview, state: str) -> None:
    review.state, review.settled_on = state, timezone.localdate()
    review.save()


def _move_post(post: ASTPost, name: str) -> None:
    post.state = POST_MOVES.target(name, post.state)
    post.save(update_fields=["state"])


def _end_funding(post: ASTPost) -> None:
    """The post ends the day after its holder's last day, which is today where none was given, or
    today where nobody is left in it."""
    post.state = POST_MOVES.target("redirect", post.state)
    today = timezone.localdate()
    last = post.appointments.order_by("-starts_on").first()
    if last and last.last_day is None:
        end_appointment(last, last_day=max(today, last.starts_on), reason=EndReason.FUNDING)
        last.refresh_from_db()
    post.closed_on = max(today, last.last_day + timedelta(days=1)) if last else today
    post.save(update_fields=["state", "closed_on"])


def _recorded(review: PostReview, action: str, by: User, letter: str, **facts: Fact) -> None:
    """The step is in the history, and the school has the letter of this kind."""
    record(review.post, action, by=by)
    tell_school(letter, review.post, **facts)
