"""What of money waits for the office and the finance office, on the back office's home page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from core.backoffice.today import Waiting
from core.models import User
from subscriptions.enums import CardDisputeState, CardRefundState, OrderState, SubscriptionState
from subscriptions.models import BankLine, CardOrder, Invoice, Subscription


def of_money(user: User) -> Iterator[Waiting]:
    """Each list for those who may do something about it."""
    if user.has_perm("subscriptions.match_bankline"):
        yield Waiting(
            "payment from the bank to match,payments from the bank to match",
            BankLine.objects.waiting(),
            reverse("bank_line:match"),
        )
    if user.has_perm("subscriptions.record_payment"):
        yield from _invoices()
    if user.has_perm("subscriptions.manage_subscription"):
        yield Waiting(
            "subscription that waits for a purchase order"
            ",subscriptions that wait for a purchase order",
            Subscription.objects.filter(state=SubscriptionState.AWAITING_PO),
            f"{reverse('school_subscription:index')}?state={SubscriptionState.AWAITING_PO}",
        )
    if user.has_perm("subscriptions.close_cardorder"):
        yield from _cards()


def _invoices() -> Iterator[Waiting]:
    listed = reverse("subscription_invoice:index")
    overdue = Invoice.objects.overdue(timezone.localdate())
    yield Waiting("invoice overdue,invoices overdue", overdue, f"{listed}?money=overdue")
    yield Waiting(
        "invoice on which too much came,invoices on which too much came",
        Invoice.objects.with_surplus(),
        f"{listed}?money=surplus",
    )


def _cards() -> Iterator[Waiting]:
    listed, orders = reverse("card_order:index"), CardOrder.objects.all()
    yield Waiting(
        "card payment held for you,card payments held for you",
        orders.filter(state=OrderState.HELD),
        f"{listed}?state={OrderState.HELD}",
    )
    yield Waiting(
        "card payment disputed now,card payments disputed now",
        orders.filter(disputes__state=CardDisputeState.OPEN),
        f"{listed}?back=disputed",
    )
    yield Waiting(
        "refund to a card that failed,refunds to a card that failed",
        orders.filter(refunds__state=CardRefundState.FAILED),
        f"{listed}?back=failed",
    )
