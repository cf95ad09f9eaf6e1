"""Opening a term: each post gets the return that is due and, where the authority pays, the release
of its money."""

from datetime import date

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import Term
from directory.outreach.enums import FUNDED_BY_AUTHORITY, FundingType, PostState
from directory.outreach.models import (
    ASTAppointment,
    ASTPost,
    FundingRelease,
    StreamPost,
    TermReturn,
)
from directory.outreach.payees import payee_of
from directory.outreach.services.streams import follow_funding
from directory.outreach.term_amounts import financial_year_of, paid_days, term_amount
from directory.queries.hosts import host_authority_code


def open_papers_of_this_year(day: date | None = None) -> None:
    """For every term of this year and the last that has begun: what is due is on the list. Run
    every day; what is there already stays as it is."""
    day = day or timezone.localdate()
    follow_funding()
    first = AcademicYear.of(day).previous.start
    begun = Term.objects.filter(
        authority=host_authority_code(), academic_year__gte=first, starts_on__lte=day
    )
    for term in begun.order_by("starts_on"):
        open_papers(term)


@transaction.atomic
def open_papers(term: Term) -> None:
    """Each post of the term has its return, and each funded one its release; asking again adds
    only what is new. Two at once make one each: the unique constraints decide."""
    posts = list(_posts_of(term))
    TermReturn.objects.bulk_create(
        [
            TermReturn(post=post, term=term, practitioner_id=post.of_term[-1].practitioner_id)
            for post in posts
            if _owes_return(post, term)
        ],
        ignore_conflicts=True,
    )
    FundingRelease.objects.bulk_create(_releases(term), ignore_conflicts=True)


def _posts_of(term: Term):
    """Posts with somebody in them on a day of the term, and who."""
    held = ASTAppointment.objects.overlapping(term.starts_on, term.ends_on)
    return (
        ASTPost.objects.with_funding(term.ends_on)
        .filter(pk__in=held.values("post"))
        .prefetch_related(Prefetch("appointments", held.order_by("starts_on"), to_attr="of_term"))
    )


def _owes_return(post: ASTPost, term: Term) -> bool:
    """Also a post that its school funds; not one kept in its own school, nor one exempt."""
    kept = post.state == PostState.RETAINED or post.funding == FundingType.ACADEMY_KEPT
    return not kept and not post.is_exempt_on(term.ends_on)


def _releases(term: Term) -> list[FundingRelease]:
    first, last = paid_days(term)
    year = financial_year_of(term)
    placed = (
        StreamPost.objects.between(first, last)
        .filter(stream__financial_year=year.start)
        .select_related("post__base_school", "stream")
    )
    funded = dict(
        ASTPost.objects.with_funding(first)
        .filter(pk__in=placed.values("post"))
        .values_list("pk", "funding")
    )
    return [_release(each, term) for each in placed if funded[each.post_id] in FUNDED_BY_AUTHORITY]


def _release(placed: StreamPost, term: Term) -> FundingRelease:
    payee, name = payee_of(placed.post.base_school)
    return FundingRelease(
        post=placed.post,
        term=term,
        stream=placed.stream,
        amount_pence=term_amount(placed, term),
        not_before=term.ends_on,
        payee=payee,
        payee_name=name,
    )
