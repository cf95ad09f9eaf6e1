"""Who holds which post on a day, and how much of the week that is."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from directory.enums import Outreach
from directory.models import Practitioner
from directory.outreach.enums import FundingType, PostState
from directory.outreach.models import ASTAppointment, ASTPost

DAYS_A_WEEK = 5


def holder_on(post: ASTPost, day: date | None = None) -> ASTAppointment | None:
    """The appointment of the day, today unless one is given; None while the post is vacant."""
    return post.appointments.live(day).select_related("practitioner").first()


def holders_on(posts: Iterable[ASTPost], day: date | None = None) -> dict[int, ASTAppointment]:
    """The appointment of the day by the post's number, in one query; vacant posts are left out."""
    live = ASTAppointment.objects.live(day).filter(post__in=[post.pk for post in posts])
    return {each.post_id: each for each in live.select_related("practitioner", "mentor")}


def available_asts(day: date | None = None) -> QuerySet[Practitioner]:
    """Those who work for other schools on the day: each holds a post that is neither kept in its
    own school (CB ¶9) nor exempt from outreach (CA L75). One query."""
    day = day or timezone.localdate()
    exempt = Q(exempt_from__lte=day) & (Q(exempt_until=None) | Q(exempt_until__gte=day))
    kept = Q(state=PostState.RETAINED) | Q(funding=FundingType.ACADEMY_KEPT)
    posts = ASTPost.objects.on(day).with_funding(day).exclude(exempt).exclude(kept)
    live = ASTAppointment.objects.live(day).filter(post__in=posts.values("pk"))
    people = Practitioner.objects.publishable().exclude(outreach=Outreach.OWN_SCHOOL)
    return people.filter(pk__in=live.values("practitioner"), base_school__isnull=False)


def working_for_others(day: date | None = None) -> QuerySet[Practitioner]:
    """Everyone who holds a post on the day, by name, those apart whom their academy keeps or who
    are exempt from outreach (CB ¶9, CA L75)."""
    live = ASTAppointment.objects.live(day or timezone.localdate())
    people = Practitioner.objects.current().exclude(outreach=Outreach.OWN_SCHOOL)
    return (
        people.filter(pk__in=live.values("practitioner"))
        .select_related("base_school", "user")
        .order_by("name", "pk")
    )


def outreach_days_a_week(appointment: ASTAppointment) -> Decimal:
    """Days for outreach in a week of school: 1 for a full-time teacher at 20 percent (CA L15), 0.6
    for one who works three days (P11)."""
    share = appointment.working_percent * appointment.post.outreach_percent
    return Decimal(DAYS_A_WEEK * share) / Decimal(10_000)
