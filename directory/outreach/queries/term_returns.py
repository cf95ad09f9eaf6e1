"""Termly returns as their lists show them."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from directory.models import Term
from directory.outreach.enums import FundingType
from directory.outreach.models import PostFunding, TermReturn, VisitCorrection
from directory.outreach.services.term_returns import goes_to_authority as to_authority

__all__ = ["export_rows", "for_authority", "terms_with_returns", "to_authority"]

EXPORT_HEADINGS = (
    "AST", "Post", "Base school", "Term", "State", "Overdue", "Nil return", "Days of outreach",
    "Days in own school", "Visits", "Schools", "Sessions led", "Received", "Corrections since",
)  # fmt: skip


def for_authority(term: Term | None = None) -> QuerySet:
    """The returns that go to the authority: not those of a post its school pays for (CA L37). One
    query, the latest term first and in it what is not received first."""
    rows = PostFunding.objects.filter(
        post=OuterRef("post"), starts_on__lte=OuterRef("term__ends_on")
    )
    paid = Subquery(rows.order_by("-starts_on").values("funding_type")[:1])
    found = TermReturn.objects.with_names().select_related("post__subject")
    found = found.annotate(paid_by=paid).exclude(paid_by=FundingType.SCHOOL_FUNDED)
    found = found.annotate(corrected=_corrections_since())
    if term is not None:
        found = found.filter(term=term)
    return found.order_by("-term__starts_on", "practitioner__name", "pk")


def _corrections_since() -> Coalesce:
    """How many stand beside it since it was handed in."""
    rows = VisitCorrection.objects.filter(
        term_return=OuterRef("pk"), made_at__gte=OuterRef("submitted_at")
    )
    counted = rows.order_by().values("term_return").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def terms_with_returns() -> list[Term]:
    return list(Term.objects.filter(returns__isnull=False).distinct().order_by("-starts_on")[:9])


def export_rows(returns: QuerySet):
    for each in returns.iterator():
        yield (
            each.practitioner.name,
            str(each.post.subject),
            each.post.base_school.name,
            str(each.term),
            each.get_state_display(),
            each.is_overdue,
            each.is_nil,
            each.half_days / 2,
            each.inreach_half_days / 2,
            each.visits,
            each.schools,
            each.sessions_led,
            each.received_on,
            each.corrected,
        )
