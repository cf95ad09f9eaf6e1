"""What the demonstration shows of card payments: one that stands, one of which a part went back,
and one that the cardholder disputed and the bank took.

The stand-in for Stripe runs in this process while they are made, on a port that is free; the site
pays, refunds and reconciles with it as it does with Stripe. It forgets afterwards, so nothing is
left under way that the worker would ask after."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.test import override_settings
from django.utils import timezone

from core.models import User
from directory.models import School
from subscriptions.enums import PayBy
from subscriptions.gateways.configuration import DOUBLE_SECRET_KEY, DOUBLE_WEBHOOK_SECRET
from subscriptions.gateways.double.server import StripeDouble
from subscriptions.models import CardOrder, SubscriptionScheme
from subscriptions.services.card_payments import start_card_payment
from subscriptions.services.reconciliation import reconcile
from subscriptions.services.refunds import refund_card
from subscriptions.services.subscriptions import Application, apply_for_subscription

REFUND_PENCE = 4000
REASON = "The number on roll was taken from last year’s census."


def load_cards(
    scheme: SubscriptionScheme, schools: list[School], office: User, finance: User
) -> None:
    """Three schools paid by card today. Call it once the scheme has its prices."""
    with _double() as double:
        _stands, less, disputed = [_pay(double, school, scheme, office) for school in schools]
        _reconcile()
        refund_card(_fresh(less), amount_pence=REFUND_PENCE, reason=REASON, by=finance)
        checkout = double.state.checkout(disputed.gateway_id)
        double.state.returns(lambda returns: returns.open_dispute(checkout))
        _reconcile()
        double.state.returns(lambda returns: returns.close_dispute(checkout, "lost"))
        _reconcile()


@contextmanager
def _double() -> Iterator[StripeDouble]:
    """Whatever provider the settings name, invented payments are asked of the stand-in alone."""
    with StripeDouble(webhook_secret=DOUBLE_WEBHOOK_SECRET) as double:
        theirs = {
            "PAYMENT_GATEWAY": "",
            "DEMO_MODE": True,
            "STRIPE_API_BASE": double.url,
            "STRIPE_SECRET_KEY": DOUBLE_SECRET_KEY,
            "STRIPE_WEBHOOK_SECRET": DOUBLE_WEBHOOK_SECRET,
        }
        with override_settings(**theirs):
            yield double


def _pay(
    double: StripeDouble, school: School, scheme: SubscriptionScheme, office: User
) -> CardOrder:
    application = Application(
        contact_name="The CPD lead",
        contact_email=f"cpd.{school.urn}@example.org",
        finance_name="The business manager",
        finance_email=f"finance.{school.urn}@example.org",
        payer_name=school.name,
        invoice_address="\n".join(school.address_lines),
        pay_by=PayBy.CARD,
        terms_accepted=True,
    )
    subscription = apply_for_subscription(school, scheme, application, by=office)
    start_card_payment(subscription, by=office)
    order = subscription.card_orders.get()
    double.state.pay_by_card(order.gateway_id)
    return order


def _reconcile() -> None:
    """What the provider has comes into the books, as when its events are lost."""
    reconcile(since=timezone.now() - timedelta(days=1))


def _fresh(order: CardOrder) -> CardOrder:
    return CardOrder.objects.get(pk=order.pk)
