"""What is paid: schemes, subscriptions, invoices, payments."""

from subscriptions.models.card import CardOrder, GatewayEvent
from subscriptions.models.finance import FinanceSettings
from subscriptions.models.invoice import Invoice, InvoiceLine, NumberSeries, Quotation
from subscriptions.models.prices import PartYearShare, PriceRule, SchemeLine
from subscriptions.models.renewal import Renewal
from subscriptions.models.scheme import SubscriptionScheme
from subscriptions.models.subscription import Payment, Subscription, SubscriptionLine

__all__ = [
    "CardOrder",
    "FinanceSettings",
    "GatewayEvent",
    "Invoice",
    "InvoiceLine",
    "NumberSeries",
    "PartYearShare",
    "Payment",
    "PriceRule",
    "Quotation",
    "Renewal",
    "SchemeLine",
    "Subscription",
    "SubscriptionLine",
    "SubscriptionScheme",
]
