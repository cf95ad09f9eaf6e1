"""What of money waits for a school to act, on the school's page."""

from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from core.templatetags.wording import pounds
from directory.models import School
from directory.permissions import may_see_money_of
from directory.waiting_matters import Matter
from subscriptions.enums import SubscriptionState
from subscriptions.models import Invoice, Subscription
from subscriptions.permissions import may_subscribe_for
from subscriptions.queries import lapsed_before, live_subscription, open_schemes


def money_to_settle(user, school: School) -> list[Matter]:
    """A subscription to take, a purchase order number that is waited for, invoices past their day.
    Five queries at most."""
    if not may_see_money_of(user, school):
        return []
    waiting = Subscription.objects.filter(school=school, state=SubscriptionState.AWAITING_PO)
    orders = [
        Matter(
            f"Give your purchase order number for {subscription.year.long}",
            reverse("subscriptions:subscription", args=[school.urn, subscription.pk]),
        )
        for subscription in waiting.order_by("academic_year")
    ]
    late = Invoice.objects.for_school(school).overdue(timezone.localdate())
    invoices = [
        Matter(
            f"Invoice {invoice.number} is overdue: {pounds(invoice.outstanding_pence, 'full')}",
            reverse("subscriptions:invoice", args=[invoice.number]),
        )
        for invoice in late.order_by("due_on", "number")
    ]
    return [*_subscribing(user, school), *orders, *invoices]


def _subscribing(user, school: School) -> list[Matter]:
    """The way to a subscription for this year, where there is none and one is on sale."""
    today = timezone.localdate()
    year = AcademicYear.of(today)
    if not may_subscribe_for(user, school) or live_subscription(school, year):
        return []
    if not any(scheme.academic_year == year.start for scheme in open_schemes(today)):
        return []
    again = lapsed_before(school, year)
    words = f"{'Renew' if again else 'Subscribe'} for {year.long}, to book ahead"
    name = "subscriptions:renew" if again else "subscriptions:subscribe"
    return [Matter(words, reverse(name, args=[school.urn]))]
