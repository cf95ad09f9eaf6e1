"""What is paid: schemes, subscriptions, charges, invoices, credit notes, payments."""

from subscriptions.models.bank import BankLine
from subscriptions.models.card import CardOrder, GatewayEvent
from subscriptions.models.card_returns import CardDispute, CardRefund
from subscriptions.models.charge import Charge
from subscriptions.models.credit_note import CreditNote, CreditNoteLine
from subscriptions.models.finance import FinanceSettings
from subscriptions.models.invoice import Invoice, InvoiceLine, NumberSeries, Quotation
from subscriptions.models.payer import Payer
from subscriptions.models.payment import Payment
from subscriptions.models.prices import PartYearShare, PriceRule, SchemeLine
from subscriptions.models.renewal import Renewal
from subscriptions.models.scheme import SubscriptionScheme
from subscriptions.models.subscription import Subscription, SubscriptionLine

__all__ = [
    "BankLine",
    "CardDispute",
    "CardOrder",
    "CardRefund",
    "Charge",
    "CreditNote",
    "CreditNoteLine",
    "FinanceSettings",
    "GatewayEvent",
    "Invoice",
    "InvoiceLine",
    "NumberSeries",
    "PartYearShare",
    "Payer",
    "Payment",
    "PriceRule",
    "Quotation",
    "Renewal",
    "SchemeLine",
    "Subscription",
    "SubscriptionLine",
    "SubscriptionScheme",
]
