"""What waits for the word of the head of professional development, the director and the finance
office (CA L90, DOMAIN 2.6): for each only what is theirs to decide."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from core.templatetags.wording import long_date, pounds
from directory.enums import Role
from directory.outreach.enums import PostState, ReviewState
from directory.outreach.funding_enums import ReleaseState
from directory.outreach.models import ASTPost, FundingRelease, PostReview
from directory.outreach.queries.desk_lists import DeskList, Item, list_of
from directory.outreach.services.reviews import appeal_by
from directory.permissions import has_role

DECIDERS = (Role.PD_HEAD, Role.DIRECTOR, Role.FINANCE)


@dataclass(frozen=True)
class ToDecide:
    """One kind of decision. `counted` has the one and the many with a comma, as `counted` takes
    them; `url` leads to all of them, where there is such a page."""

    title: str
    counted: str
    rows: QuerySet
    item: Callable[..., Item]
    url: str = ""


def to_decide(user) -> Iterator[ToDecide]:
    """Every kind that is this person's to decide, also where nothing waits; nothing is asked of the
    database yet. Of a release that they proposed somebody else decides."""
    if has_role(user, Role.DIRECTOR):
        yield _appeals()
    if has_role(user, Role.PD_HEAD):
        yield from _posts()
    if has_role(user, Role.PD_HEAD, Role.FINANCE):
        yield from _money(user)


def decisions_of(user) -> list[DeskList]:
    """Those in which something waits, the first few of each: a query a kind."""
    found = [list_of(each.title, each.rows, each.item, each.url) for each in to_decide(user)]
    return [each for each in found if each.count]


def _appeals() -> ToDecide:
    """CA L90: no agreement, so the school appealed to the director."""
    return ToDecide(
        "Appeals to hear",
        "appeal to hear,appeals to hear",
        _reviews(ReviewState.APPEALED).order_by("appealed_on", "pk"),
        lambda each: _of_post(each.post, f"since {long_date(each.appealed_on)}"),
    )


def _posts() -> Iterator[ToDecide]:
    yield ToDecide(
        "Posts under review",
        "post under review,posts under review",
        _reviews(ReviewState.OPEN).order_by("opened_on", "pk"),
        lambda each: _of_post(each.post, _review_words(each)),
    )
    yield ToDecide(
        "Funding to be redirected",
        "funding of a post to redirect,fundings of posts to redirect",
        _reviews(ReviewState.PROPOSED).order_by("decided_on", "pk"),
        lambda each: _of_post(
            each.post, f"the school may appeal until {long_date(appeal_by(each))}"
        ),
    )
    yield ToDecide(
        "Posts asked for",
        "post asked for,posts asked for",
        ASTPost.objects.filter(state=PostState.PROPOSED)
        .select_related("base_school", "subject")
        .order_by("pk"),
        _of_post,
    )


def _money(user) -> Iterator[ToDecide]:
    together = ("post__base_school", "post__subject", "term")
    rows = FundingRelease.objects.select_related(*together).order_by("term__starts_on", "pk")
    funding = reverse("outreach:funding")
    yield ToDecide(
        "Money to confirm",
        "release of outreach funding to confirm,releases of outreach funding to confirm",
        rows.filter(state=ReleaseState.PROPOSED).exclude(proposed_by=user.pk),
        _of_release,
        f"{funding}?state={ReleaseState.PROPOSED}",
    )
    yield ToDecide(
        "Money to release",
        "release of outreach funding to pay,releases of outreach funding to pay",
        rows.filter(state=ReleaseState.CONFIRMED, term__ends_on__lte=timezone.localdate()),
        _of_release,
        f"{funding}?state={ReleaseState.CONFIRMED}",
    )


def _reviews(state: ReviewState) -> QuerySet:
    rows = PostReview.objects.filter(state=state)
    return rows.select_related("post__base_school", "post__subject")


def _review_words(review: PostReview) -> str:
    if review.weighed_on is None:
        return f"since {long_date(review.opened_on)}; the four priorities come first"
    return f"since {long_date(review.opened_on)}; the four priorities are gone through"


def _of_post(post: ASTPost, note: str = "") -> Item:
    return Item(str(post), reverse("outreach:post", args=[post.pk]), note)


def _of_release(release: FundingRelease) -> Item:
    return Item(
        str(release.post),
        reverse("outreach:release", args=[release.pk]),
        f"{release.term}, {pounds(release.amount_pence, 'full')}",
    )
