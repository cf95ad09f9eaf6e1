"""What becomes of a post when its school becomes an academy: released by agreement, or kept in
school (CB ¶9)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from directory.enums import Role
from directory.models import School
from directory.models.school import OPEN_STATUS_CODES
from directory.outreach.enums import IN_FORCE, FundingType
from directory.outreach.letters.posts import about_post, of_post, post_url, tell_authority
from directory.outreach.models import ASTPost, PostFunding, ReleaseAgreement
from directory.outreach.queries.schools import is_academy
from directory.outreach.refusals import DayNotPossible, NotAnAcademy
from directory.outreach.services.following import follow_post, lock_post, take_down_portraits


@transaction.atomic
def convert_post(post: ASTPost, academy: School, *, on: date, by: User | None = None) -> ASTPost:
    """The base school is an academy from a day. What the authority paid ends on that day: with a
    release agreement its money for outreach goes on, without one the academy keeps the AST, and the
    coordinator is told. A post that the school pays for only moves. Doing it again changes nothing.
    Raises NotAnAcademy, DayNotPossible for a day to come or before the last change of funding."""
    if not is_academy(academy):
        raise NotAnAcademy(f"{academy} is not an academy in the register of schools.")
    if on > timezone.localdate():
        raise DayNotPossible("That day is still to come: the site follows it by itself.")
    post = lock_post(post)
    if post.base_school_id == academy.pk:
        return post
    funding = post.funding_on(on)
    post.base_school = academy
    post.save(update_fields=["base_school"])
    if funding == FundingType.LA_FUNDED:
        released = post.release_agreements.live(on).filter(academy=academy).exists()
        _change_funding(post, _funding_of(released), on)
        _tell_of_conversion(post, on, released)
    record(post, "post.converted", by=by, urn=academy.urn)
    return follow_post(post)


@transaction.atomic
def agree_release(
    post: ASTPost, academy: School, *, agreed_on: date, starts_on: date, by: User
) -> ReleaseAgreement:
    """The academy releases the post's holder from a day, which may lie ahead. For a school that is
    to become an academy this can be agreed before. The same again changes nothing. Raises
    NotAnAcademy, DayNotPossible."""
    if not is_academy(academy):
        raise NotAnAcademy(f"{academy} is not an academy in the register of schools.")
    post = lock_post(post)
    same = post.release_agreements.filter(academy=academy, ends_on=None).first()
    if same:
        return same
    agreement = ReleaseAgreement.objects.create(
        post=post, academy=academy, agreed_on=agreed_on, starts_on=starts_on
    )
    record(post, "post.release_agreed", by=by, urn=academy.urn)
    if post.base_school_id == academy.pk:
        _change_funding(post, FundingType.ACADEMY_RELEASE, starts_on)
        follow_post(post)
    return agreement


@transaction.atomic
def end_release(agreement: ReleaseAgreement, *, ends_on: date, by: User) -> ReleaseAgreement:
    """From the day on the academy keeps its AST. The same again changes nothing. Raises
    DayNotPossible."""
    post = lock_post(agreement.post)
    agreement = ReleaseAgreement.objects.get(pk=agreement.pk)
    if agreement.ends_on is not None:
        return agreement
    if ends_on <= agreement.starts_on:
        raise DayNotPossible(
            f"The agreement began on {agreement.starts_on:%-d %B %Y}: give a later day."
        )
    agreement.ends_on = ends_on
    agreement.save(update_fields=["ends_on"])
    if post.funding_on(ends_on) == FundingType.ACADEMY_RELEASE:
        _change_funding(post, FundingType.ACADEMY_KEPT, ends_on)
    record(post, "post.release_ended", by=by)
    follow_post(post)
    return agreement


@transaction.atomic
def keep_in_school(post: ASTPost, *, starts_on: date, by: User) -> ASTPost:
    """The academy keeps its AST from a day: neither published nor asked for (CB ¶9). Raises
    NotAnAcademy, DayNotPossible."""
    post = lock_post(post)
    if not is_academy(post.base_school):
        raise NotAnAcademy("Only an academy keeps an AST to itself.")
    live = post.release_agreements.live(starts_on).first()
    if live and live.ends_on is None:
        end_release(live, ends_on=starts_on, by=by)
    elif post.funding_on(starts_on) != FundingType.ACADEMY_KEPT:
        _change_funding(post, FundingType.ACADEMY_KEPT, starts_on)
    record(post, "post.kept", by=by)
    return follow_post(post)


def follow_posts(day: date | None = None) -> int:
    """For the daily job: schools that became academies, what begins or ends by date, portraits of
    leavers. Returns how many posts moved to an academy; a second run changes nothing."""
    day = day or timezone.localdate()
    moved = _follow_conversions(day)
    for post in ASTPost.objects.filter(state__in=IN_FORCE):
        follow_post(post, day)
    take_down_portraits(day)
    return moved


def _follow_conversions(day: date) -> int:
    """By the predecessor that the office gives an academy in the list of schools."""
    academies = (
        School.objects.filter(
            predecessor__ast_posts__state__in=IN_FORCE,
            status_code__in=OPEN_STATUS_CODES,
            open_date__lte=day,
        )
        .select_related("predecessor")
        .distinct()
    )
    moved = 0
    for academy in filter(is_academy, academies):
        for post in academy.predecessor.ast_posts.filter(state__in=IN_FORCE):
            convert_post(post, academy, on=academy.open_date)
            moved += 1
    return moved


def _funding_of(released: bool) -> FundingType:
    return FundingType.ACADEMY_RELEASE if released else FundingType.ACADEMY_KEPT


def _change_funding(post: ASTPost, funding_type: FundingType, on: date) -> None:
    """From the day on, in place of what was to begin on it. Raises DayNotPossible where the funding
    changed later already: what has been reckoned is not turned round."""
    later = post.fundings.filter(starts_on__gt=on).first()
    if later or on < post.opened_on:
        day = later.starts_on if later else post.opened_on - timedelta(days=1)
        raise DayNotPossible(f"Give a day after {day:%-d %B %Y}, when the funding changed.")
    PostFunding.objects.update_or_create(
        post=post, starts_on=on, defaults={"funding_type": funding_type}
    )


def _tell_of_conversion(post: ASTPost, on: date, released: bool) -> None:
    tell_authority(
        "outreach_post_academy",
        Role.AST_COORDINATOR,
        url=post_url(post),
        about=about_post(post),
        day=on,
        released=released,
        **of_post(post),
    )
