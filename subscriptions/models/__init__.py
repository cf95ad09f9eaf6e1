"""What is paid: schemes, subscriptions, invoices, payments."""

from subscriptions.models.card import CardOrder, GatewayEvent
from subscriptions.models.finance import FinanceSettings
from subscriptions.models.invoice import Invoice, InvoiceLine, NumberSeries, Quotation
from subscriptions.models.scheme import PriceRule, SubscriptionScheme
from subscriptions.models.subscription import Payment, Subscription

__all__ = [
    "CardOrder",
    "FinanceSettings",
    "GatewayEvent",
    "Invoice",
    "InvoiceLine",
    "NumberSeries",
    "Payment",
    "PriceRule",
    "Quotation",
    "Subscription",
    "SubscriptionScheme",
]
