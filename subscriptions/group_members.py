"""What a group that pays sees of its schools: who is subscribed, and what it would cost."""

from dataclasses import dataclass

from django.db.models import QuerySet

from core.models import PartnershipSettings
from directory.models import School, SchoolGroup
from subscriptions.enums import SubscriptionState
from subscriptions.models import Invoice, InvoiceLine, Subscription, SubscriptionScheme
from subscriptions.refusals import Refused
from subscriptions.services.prices import Price, price_or_refusal


@dataclass(frozen=True)
class MemberLine:
    """One school of the group: what it has, or what it would pay. Nothing of its bookings."""

    school: School
    subscription: Subscription | None
    price: Price | None
    words: str


def members_of(group: SchoolGroup, scheme: SubscriptionScheme) -> list[MemberLine]:
    """The schools that are open and members today, by name. The same queries for one and for
    thirty."""
    schools = list(group.schools_on().open().select_related("authority"))
    live = {
        each.school_id: each
        for each in Subscription.objects.live().in_year(scheme.year).filter(school__in=schools)
    }
    invoiced = set(
        InvoiceLine.objects.filter(stands=True, subscription__in=live.values()).values_list(
            "subscription_id", flat=True
        )
    )
    host = PartnershipSettings.load().host_authority_code
    return [_line(school, live.get(school.pk), scheme, invoiced, host) for school in schools]


def invoices_of(group: SchoolGroup, scheme: SubscriptionScheme, user) -> QuerySet[Invoice]:
    """The group's own invoices of the year, of those that `user` may open."""
    lines = InvoiceLine.objects.filter(subscription__academic_year=scheme.academic_year)
    mine = Invoice.objects.visible_to(user).filter(pk__in=lines.values("invoice"))
    return mine.filter(payer__school=None, payer__name__iexact=group.name).order_by("number")


def _line(
    school: School,
    subscription: Subscription | None,
    scheme: SubscriptionScheme,
    invoiced: set[int],
    host: str,
) -> MemberLine:
    if subscription and (
        subscription.pk in invoiced or subscription.state == SubscriptionState.ACTIVE
    ):
        return MemberLine(school, subscription, None, "Subscribed")
    price = price_or_refusal(scheme, school, host=host)
    if isinstance(price, Refused):
        return MemberLine(school, subscription, None, str(price))
    words = "Applied for, not invoiced yet" if subscription else "Not subscribed"
    return MemberLine(school, subscription, price, words)
