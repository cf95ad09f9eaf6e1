"""The menu of money: what schools subscribe to and pay."""

from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from core.backoffice.menu_items import WayToSite
from subscriptions.backoffice.bank import BankLineViewSet
from subscriptions.backoffice.charges import ChargeViewSet
from subscriptions.backoffice.invoices import CreditNoteViewSet, InvoiceViewSet
from subscriptions.backoffice.money import CardOrderViewSet, PaymentViewSet
from subscriptions.backoffice.payers import PayerViewSet
from subscriptions.backoffice.renewals import RenewalViewSet
from subscriptions.backoffice.schemes import SchemeViewSet
from subscriptions.backoffice.subscriptions import SubscriptionViewSet

# Apps above this one put their own lists of money here.
MENU = "register_money_menu_item"


def sees_invoices(user) -> bool:
    return user.has_perm("subscriptions.view_invoice")


class SubscriptionsGroup(ModelViewSetGroup):
    menu_label = "Money"
    menu_icon = "form"
    menu_order = 300
    submenu_hook = MENU
    items = (
        SubscriptionViewSet,
        RenewalViewSet,
        InvoiceViewSet,
        PaymentViewSet,
        BankLineViewSet,
        CreditNoteViewSet,
        CardOrderViewSet,
        PayerViewSet,
        ChargeViewSet,
        SchemeViewSet,
    )

    def get_submenu_items(self) -> list[MenuItem]:
        """What is owed stands by itself after the bank: finance opens it most."""
        items = super().get_submenu_items()
        items.insert(
            5,
            WayToSite(
                "Debts by age", "subscription_payer:debts", may=sees_invoices, icon_name="time"
            ),
        )
        for place, item in enumerate(items, start=1):
            item.order = place
        items[-1].order = 80
        return items
