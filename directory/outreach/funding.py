"""Who funds an AST's post, and so who decides over its outreach (CB ¶1, ¶2, ¶9)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from directory.enums import Outreach
from directory.models import Practitioner
from directory.outreach.enums import FundingType
from directory.outreach.models import ASTAppointment, PostFunding


def funded_by_school(practitioners: Iterable[Practitioner], day: date | None = None) -> set[int]:
    """The numbers of those whose base school funds the post on the day. Where no post is kept for
    somebody, the directory's “ask the base school” says it."""
    practitioners, day = list(practitioners), day or timezone.localdate()
    rows = PostFunding.objects.filter(post=OuterRef("post"), starts_on__lte=day)
    latest = rows.order_by("-starts_on").values("funding_type")[:1]
    held = (
        ASTAppointment.objects.live(day)
        .filter(practitioner__in=[each.pk for each in practitioners])
        .annotate(funding=Subquery(latest))
        .values_list("practitioner_id", "funding")
    )
    known: dict[int, set] = {}
    for practitioner, funding in held:
        known.setdefault(practitioner, set()).add(funding)
    return {
        each.pk
        for each in practitioners
        if (each.outreach == Outreach.ASK_SCHOOL)
        if each.pk not in known
    } | {key for key, kinds in known.items() if kinds <= {FundingType.SCHOOL_FUNDED}}


def authority_pays(practitioner: Practitioner, day: date | None = None) -> bool:
    """True unless the base school funds the post itself."""
    return practitioner.pk not in funded_by_school([practitioner], day)
