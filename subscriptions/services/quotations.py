"""Quotations: a price in writing, numbered, which activates nothing."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import record
from subscriptions.emails import send_quotation
from subscriptions.models import FinanceSettings, Quotation, Subscription
from subscriptions.refusals import NoPrice, SubscriptionEnded
from subscriptions.services.lines import describe
from subscriptions.services.locks import lock_subscription
from subscriptions.services.numbers import QUOTATION, next_number
from subscriptions.services.seller import seller_today


def make_quotation(subscription: Subscription, *, by, on_behalf_of: str = "") -> Quotation:
    """The subscription has a numbered quotation, sent to the finance contact; asked twice, the
    same one. Raises SubscriptionEnded and NoPrice."""
    with transaction.atomic():
        subscription = lock_subscription(subscription.pk)
        if quotation := subscription.quotations.first():
            return quotation
        if subscription.has_ended:
            raise SubscriptionEnded
        if subscription.price_pence is None:
            raise NoPrice
        today = timezone.localdate()
        quotation = Quotation(
            subscription=subscription,
            quoted_on=today,
            valid_until=today + timedelta(days=FinanceSettings.load().quotation_days),
            payer_name=subscription.payer_name or subscription.school_name,
            payer_address=subscription.invoice_address,
            description=describe(subscription),
            net_pence=subscription.price_pence,
            vat_treatment=subscription.vat_treatment,
            vat_rate=subscription.vat_rate,
            vat_pence=subscription.vat_pence,
            seller=seller_today(),
        )
        quotation.number = next_number(QUOTATION, today)
        quotation.save(force_insert=True)
        record(
            subscription,
            "quotation.made",
            by=by,
            on_behalf_of=on_behalf_of,
            quotation=quotation.number,
        )
        send_quotation(quotation)
    return quotation
