"""Posts: asked for, agreed or not, entered in the register, closed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from core.services.outbox import one_line
from directory.enums import Role
from directory.models import School, Subject
from directory.outreach.enums import FundingType, Phase, PostState
from directory.outreach.letters.posts import (
    about_post,
    of_post,
    post_url,
    tell_authority,
    tell_school,
)
from directory.outreach.models import ASTPost, OutreachSettings, PostFunding, PostRequest
from directory.outreach.moves import POST_MOVES
from directory.outreach.queries.holders import holder_on
from directory.outreach.refusals import (
    DayNotPossible,
    PostHeld,
    ReasonMissing,
    RecruitmentClosed,
)
from directory.outreach.services.following import follow_post, lock_post


@transaction.atomic
def ask_for_post(
    school: School,
    *,
    subject: Subject,
    phase: Phase | str,
    case: str,
    candidate_in_mind: bool = False,
    by: User,
    on_behalf_of: str = "",
) -> ASTPost:
    """The school asks for a post (CB ¶1); the coordinator and the head of professional development
    are told. Asking for the same again gives the same. Raises RecruitmentClosed (CB ¶10)."""
    if OutreachSettings.load().recruitment_closed:
        raise RecruitmentClosed
    School.objects.select_for_update().get(pk=school.pk)
    post, made = ASTPost.objects.get_or_create(
        base_school=school, subject=subject, phase=phase, state=PostState.PROPOSED
    )
    if made:
        PostRequest.objects.create(
            post=post, case=case, candidate_in_mind=candidate_in_mind, made_by=by
        )
        record(post, "post.asked_for", by=by, on_behalf_of=on_behalf_of)
        tell_authority(
            "outreach_post_asked",
            Role.AST_COORDINATOR,
            Role.PD_HEAD,
            url=post_url(post),
            about=about_post(post),
            phase=post.get_phase_display().lower(),
            case=case,
            **of_post(post),
        )
    return post


@transaction.atomic
def approve_post(
    post: ASTPost, *, opened_on: date, funding_type: FundingType | str, by: User
) -> ASTPost:
    """The post is in force from a day, vacant, and paid for in this way; the school is told.
    Raises MoveNotAllowed."""
    post = lock_post(post)
    post.state = POST_MOVES.target("approve", post.state)
    post.opened_on = opened_on
    post.save(update_fields=["state", "opened_on"])
    PostFunding.objects.create(post=post, funding_type=funding_type, starts_on=opened_on)
    _answer(post, "", by)
    record(post, "post.approve", by=by, funding=str(funding_type))
    funding = FundingType(funding_type).label.lower()
    tell_school("outreach_post_agreed", post, day=opened_on, funding=funding)
    return post


@transaction.atomic
def decline_post(post: ASTPost, *, answer: str, by: User) -> ASTPost:
    """The school is told that there is to be no post, and why. Raises MoveNotAllowed."""
    post = lock_post(post)
    post.state = POST_MOVES.target("decline", post.state)
    post.save(update_fields=["state"])
    _answer(post, one_line(answer)[:300], by)
    record(post, "post.decline", by=by)
    tell_school("outreach_post_declined", post, answer=answer)
    return post


@transaction.atomic
def register_post(
    school: School,
    *,
    subject: Subject,
    phase: Phase | str,
    funding_type: FundingType | str,
    opened_on: date,
    outreach_percent: int = 20,
    by: User | None = None,
) -> ASTPost:
    """A post that exists already is in the register, vacant (CA L47)."""
    post = ASTPost.objects.create(
        base_school=school,
        subject=subject,
        phase=phase,
        outreach_percent=outreach_percent,
        opened_on=opened_on,
        state=PostState.OPEN,
    )
    PostFunding.objects.create(post=post, funding_type=funding_type, starts_on=opened_on)
    record(post, "post.registered", by=by, funding=str(funding_type))
    return follow_post(post)


@transaction.atomic
def close_post(post: ASTPost, *, closed_on: date, by: User) -> ASTPost:
    """There is no such post from the day on. Raises MoveNotAllowed, PostHeld while somebody is in
    it on that day, DayNotPossible before the post began."""
    post = lock_post(post)
    target = POST_MOVES.target("close", post.state)
    if closed_on < post.opened_on:
        raise DayNotPossible(f"The post began on {post.opened_on:%-d %B %Y}: give a later day.")
    if holder_on(post, closed_on) or post.appointments.filter(starts_on__gte=closed_on).exists():
        raise PostHeld("Somebody holds the post on that day. Give the last day in post first.")
    post.state, post.closed_on = target, closed_on
    post.save(update_fields=["state", "closed_on"])
    record(post, "post.close", by=by)
    return post


@transaction.atomic
def exempt_post(
    post: ASTPost, *, starts_on: date, until: date | None, reason: str, by: User
) -> ASTPost:
    """No outreach is expected of the post's holder from a day, for a reason (CA L75); nobody else
    asks for them meanwhile. Raises DayNotPossible, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    if until is not None and until < starts_on:
        raise DayNotPossible("The exemption ends before it begins.")
    post = lock_post(post)
    post.exempt_from, post.exempt_until = starts_on, until
    post.exempt_reason = one_line(reason)[:300]
    post.save(update_fields=["exempt_from", "exempt_until", "exempt_reason"])
    record(post, "post.exempted", by=by, starts_on=starts_on, until=until)
    return follow_post(post)


@transaction.atomic
def end_exemption(post: ASTPost, *, by: User) -> ASTPost:
    """Outreach is expected again from today. Doing it again changes nothing."""
    post = lock_post(post)
    today = timezone.localdate()
    if not post.is_exempt_on(today):
        return post
    if post.exempt_from == today:
        post.exempt_from, post.exempt_until, post.exempt_reason = None, None, ""
    else:
        post.exempt_until = today - date.resolution
    post.save(update_fields=["exempt_from", "exempt_until", "exempt_reason"])
    record(post, "post.exempted", by=by)
    return follow_post(post)


def _answer(post: ASTPost, answer: str, by: User) -> None:
    PostRequest.objects.filter(post=post).update(
        answer=answer, answered_on=timezone.localdate(), answered_by=by
    )
