"""A base school's own outreach, for its head: posts, returns, money, plans to agree."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from directory.models import School
from directory.outreach.models import ASTPost, FundingRelease, OutreachPlan, TermReturn
from directory.outreach.queries.holders import holders_on
from directory.outreach.states.plan import LIVE_PLAN_STATES

SHOWN = 12


@dataclass(frozen=True)
class SchoolOutreach:
    """Each list is the school's own; five queries, however long they are."""

    posts: list[tuple]
    returns: list[TermReturn]
    releases: list[FundingRelease]
    given: list[OutreachPlan]
    received: list[OutreachPlan]

    @property
    def is_empty(self) -> bool:
        return not (self.posts or self.returns or self.releases or self.given or self.received)


def outreach_of(school: School) -> SchoolOutreach:
    posts = list(
        ASTPost.objects.on()
        .with_funding()
        .filter(base_school=school)
        .select_related("subject", "base_school")
    )
    holders = holders_on(posts)
    plans = list(_plans(school)[: 2 * SHOWN])
    return SchoolOutreach(
        posts=[(post, holders.get(post.pk)) for post in posts],
        returns=list(
            TermReturn.objects.filter(post__base_school=school)
            .select_related("term", "practitioner", "post__subject", "post__base_school")
            .order_by("-term__starts_on", "pk")[:SHOWN]
        ),
        releases=list(
            FundingRelease.objects.filter(post__base_school=school)
            .select_related("term", "post__subject", "post__base_school")
            .order_by("-term__starts_on", "pk")[:SHOWN]
        ),
        given=[plan for plan in plans if plan.base_school_id == school.pk][:SHOWN],
        received=[plan for plan in plans if plan.host_school_id == school.pk][:SHOWN],
    )


def _plans(school: School) -> QuerySet:
    """Being arranged or under way, given or received. Who is supported is in another table."""
    return OutreachPlan.objects.filter(
        Q(base_school=school) | Q(host_school=school), state__in=LIVE_PLAN_STATES
    ).select_related("practitioner", "host_school", "base_school")
