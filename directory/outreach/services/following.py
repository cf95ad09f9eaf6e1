"""What follows from the rows of a post on a day: its state, whether its holder can be asked for,
and the pen portrait. Every service ends here, and a daily job comes round for what begins or ends
by date. Doing it again changes nothing."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.audit import record
from directory.enums import Outreach
from directory.models import PenPortraitPage, Practitioner
from directory.outreach.enums import IN_FORCE, FundingType, PostState
from directory.outreach.models import ASTAppointment, ASTPost
from directory.outreach.moves import POST_MOVES, REVIEW_MOVES
from directory.outreach.queries.holders import holder_on


def lock_post(post: ASTPost) -> ASTPost:
    """The post, held: of two changes at the same moment one comes first."""
    together = ("base_school", "subject")
    locked = ASTPost.objects.select_for_update(of=("self",)).select_related(*together)
    return locked.get(pk=post.pk)


@transaction.atomic
def follow_post(post: ASTPost, day: date | None = None) -> ASTPost:
    """The post is retained while its academy keeps it, and in force when it does not; the holder
    can be asked for as the post says."""
    day = day or timezone.localdate()
    post = lock_post(post)
    kept = post.funding_on(day) == FundingType.ACADEMY_KEPT
    if kept and post.state in (PostState.OPEN, PostState.UNDER_REVIEW):
        _move(post, "retain")
        _lapse_reviews(post, day)
    elif not kept and post.state == PostState.RETAINED:
        _move(post, "release")
    holder = holder_on(post, day) if post.state in IN_FORCE else None
    if holder:
        _follow_holder(post, holder, day)
    return post


def outreach_of(post: ASTPost, day: date) -> Outreach:
    """Whom other schools ask for the holder: nobody where the academy keeps the post or outreach is
    not expected; the base school where it pays (CB ¶2, ¶9, CA L75)."""
    if post.state == PostState.RETAINED or post.is_exempt_on(day):
        return Outreach.OWN_SCHOOL
    if post.funding_on(day) == FundingType.SCHOOL_FUNDED:
        return Outreach.ASK_SCHOOL
    return Outreach.AVAILABLE


def take_down_portraits(day: date | None = None) -> int:
    """Portraits of ASTs come down on the last day in their last post. Returns how many."""
    day = day or timezone.localdate()
    staying = ASTAppointment.objects.filter(last_day=None) | ASTAppointment.objects.filter(
        last_day__gt=day
    )
    ended = ASTAppointment.objects.filter(last_day__lte=day)
    leaving = (
        PenPortraitPage.objects.live()
        .filter(
            practitioner__kind__needs_accreditation=True,
            practitioner__in=ended.values("practitioner"),
        )
        .exclude(practitioner__in=staying.values("practitioner"))
    )
    for portrait in leaving:
        portrait.unpublish()
    return len(leaving)


def follow_leaver(practitioner: Practitioner) -> None:
    """The practitioner is in post for as long as the appointments say, and not a day longer. For
    somebody never appointed the day that the office typed stays."""
    days = list(practitioner.appointments.values_list("last_day", flat=True))
    if not days:
        return
    left_on = None if None in days else max(days) + date.resolution
    practitioner.left_on = left_on
    # By its number: what the caller holds may be older than the row.
    Practitioner.objects.filter(pk=practitioner.pk).update(left_on=left_on)


def _follow_holder(post: ASTPost, holder: ASTAppointment, day: date) -> None:
    practitioner, outreach = holder.practitioner, outreach_of(post, day)
    changed = []
    if practitioner.outreach != outreach:
        practitioner.outreach = outreach
        changed.append("outreach")
    if practitioner.base_school_id != post.base_school_id:
        practitioner.base_school = post.base_school
        changed.append("base_school")
    if changed:
        practitioner.save(update_fields=changed)
    if post.state == PostState.RETAINED:
        for portrait in PenPortraitPage.objects.live().filter(practitioner=practitioner):
            portrait.unpublish()


def _lapse_reviews(post: ASTPost, day: date) -> None:
    for review in post.reviews.waiting():
        review.state = REVIEW_MOVES.target("lapse", review.state)
        review.settled_on = day
        review.save(update_fields=["state", "settled_on"])


def _move(post: ASTPost, name: str) -> None:
    post.state = POST_MOVES.target(name, post.state)
    post.save(update_fields=["state"])
    record(post, f"post.{name}")
