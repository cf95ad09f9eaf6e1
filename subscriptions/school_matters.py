"""What of money waits for a school to act, on the school's page."""

from django.urls import reverse
from django.utils import timezone

from core.templatetags.wording import pounds
from directory.models import School
from directory.permissions import may_see_money_of
from directory.waiting_matters import Matter
from subscriptions.enums import SubscriptionState
from subscriptions.models import Invoice, Subscription


def money_to_settle(user, school: School) -> list[Matter]:
    """A purchase order number that is waited for, and invoices past their day. Two queries."""
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
    return [*orders, *invoices]
