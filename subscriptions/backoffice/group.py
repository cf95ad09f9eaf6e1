"""The menu of subscriptions."""

from wagtail.admin.viewsets.model import ModelViewSetGroup

from subscriptions.backoffice.bank import BankLineViewSet
from subscriptions.backoffice.charges import ChargeViewSet
from subscriptions.backoffice.invoices import CreditNoteViewSet, InvoiceViewSet
from subscriptions.backoffice.money import CardOrderViewSet, PaymentViewSet
from subscriptions.backoffice.payers import PayerViewSet
from subscriptions.backoffice.renewals import RenewalViewSet
from subscriptions.backoffice.schemes import SchemeViewSet
from subscriptions.backoffice.subscriptions import SubscriptionViewSet


class SubscriptionsGroup(ModelViewSetGroup):
    menu_label = "Subscriptions"
    menu_icon = "form"
    menu_order = 300
    items = (
        SubscriptionViewSet,
        RenewalViewSet,
        InvoiceViewSet,
        CreditNoteViewSet,
        PaymentViewSet,
        BankLineViewSet,
        PayerViewSet,
        ChargeViewSet,
        CardOrderViewSet,
        SchemeViewSet,
    )
