"""What of money waits for a school to act, on the school's page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from core.templatetags.wording import pounds
from directory.models import School
from directory.permissions import may_see_money_of
from directory.waiting_matters import Matter, Waiting
from subscriptions.enums import SubscriptionState
from subscriptions.models import Invoice, Subscription
from subscriptions.permissions import may_subscribe_for
from subscriptions.queries import lapsed_before, live_subscription, years_open


def money_to_settle(user, school: School) -> list[Matter | Waiting]:
    """A subscription to take, a purchase order number that is waited for, invoices past their
    day."""
    if not may_see_money_of(user, school):
        return []
    waiting = Subscription.objects.filter(school=school, state=SubscriptionState.AWAITING_PO)
    late = Invoice.objects.for_school(school).overdue(timezone.localdate())

    def orders(number: int) -> Iterator[Matter]:
        for subscription in waiting.order_by("academic_year"):
            yield Matter(
                f"Give your purchase order number for {subscription.year.long}",
                reverse("subscriptions:subscription", args=[school.urn, subscription.pk]),
            )

    def invoices(number: int) -> Iterator[Matter]:
        for invoice in late.order_by("due_on", "number"):
            yield Matter(
                f"Invoice {invoice.number} is overdue: {pounds(invoice.outstanding_pence, 'full')}",
                reverse("subscriptions:invoice", args=[invoice.number]),
            )

    return [*_subscribing(user, school), Waiting(waiting, orders), Waiting(late, invoices)]


def _subscribing(user, school: School) -> list[Matter]:
    """The way to a subscription for this year, where there is none and one is on sale."""
    today = timezone.localdate()
    year = AcademicYear.of(today)
    if not may_subscribe_for(user, school) or live_subscription(school, year):
        return []
    if year.start not in years_open(today):
        return []
    again = lapsed_before(school, year)
    words = f"{'Renew' if again else 'Subscribe'} for {year.long}, to book ahead"
    name = "subscriptions:renew" if again else "subscriptions:subscribe"
    return [Matter(words, reverse(name, args=[school.urn]))]
