"""Payments and card orders in the back office: read, exported, never edited."""

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.listing import AmountColumn, DayColumn, ReadingList
from core.backoffice.reading import ReadingViewSet
from core.templatetags.wording import pounds
from subscriptions.backoffice.actions import CloseHeldOrderView, RefundCardView, UndoPaymentView
from subscriptions.backoffice.columns import MoneyInspectView
from subscriptions.backoffice.filters import (
    CardOrderFilterSet,
    PaymentFilterSet,
)
from subscriptions.enums import OrderState, PaymentMethod
from subscriptions.models import CardOrder, Payment

# A card provider's own numbers are longer; the whole of one stands on the payment's page.
_SHOWN = 24


def short_reference(payment: Payment) -> str:
    """What the payer or the bank wrote; of a number of the card provider its end."""
    words = payment.reference
    return words if len(words) <= _SHOWN or " " in words else f"…{words[-8:]}"


class PaymentIndexView(ReadingList):
    nothing_yet = "No payment yet. Record one from its invoice, or bring a bank statement in."

    default_ordering = ("-received_on", "-pk")

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset()
        return rows.select_related("subscription__school", "invoice__payer__school", "reverses")


class PaymentInspectView(MoneyInspectView):
    page_title = "Payment"

    def get_page_subtitle(self) -> str:
        return f"{self.object.payer_name}, {pounds(self.object.amount_pence, 'full')}"

    @cached_property
    def header_buttons(self) -> list:
        payment = self.object
        undone = payment.reverses_id or payment.is_undone
        by_card = payment.method == PaymentMethod.CARD
        if undone or by_card or not self.user_has_permission("record"):
            return []
        url = reverse("subscription_payment:undo", args=[payment.pk])
        return [HeaderButton("Undo the payment", url=url, icon_name="rotate")]


class PaymentViewSet(ReadingViewSet):
    model = Payment
    name = "subscription_payment"
    url_prefix = "subscriptions/payments"
    menu_label = "Payments"
    icon = "check"
    index_view_class = PaymentIndexView
    inspect_view_class = PaymentInspectView
    filterset_class = PaymentFilterSet
    search_fields = [
        "reference",
        "subscription__school_name",
        "invoice__number",
        "invoice__payer_name",
    ]
    list_display = [
        TitleColumn(
            "payer",
            label="Payer",
            accessor="payer_name",
            url_name="subscription_payment:inspect",
        ),
        AmountColumn("amount", "amount_pence", label="Amount"),
        Column("kind", label="What", accessor="get_kind_display", sort_key="kind"),
        Column("method", label="How", accessor="get_method_display", sort_key="method"),
        DayColumn("received_on", label="Received", sort_key="received_on"),
        Column("reference", label="Reference", accessor=short_reference),
        Column("invoice", label="Invoice", accessor="invoice_number", classname="nowrap"),
    ]
    list_export = [
        "payer_name",
        "amount_pence",
        "kind",
        "method",
        "received_on",
        "reference",
        "invoice_number",
    ]
    export_filename = "payments"
    inspect_view_fields = [
        "invoice",
        "subscription",
        "amount_pence",
        "kind",
        "method",
        "received_on",
        "reference",
        "recorded_by",
        "recorded_at",
        "reverses",
    ]

    def extra_urlpatterns(self) -> list:
        return [path("undo/<int:pk>/", UndoPaymentView.as_view(), name="undo")]


def returned(order: CardOrder) -> str:
    return pounds(order.returned_pence, "full") if order.returned_pence else ""


class CardOrderIndexView(ReadingList):
    nothing_yet = "Nobody has paid by card yet."

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("subscription", "charge")


class CardOrderInspectView(MoneyInspectView):
    page_title = "Card payment"

    def get_page_subtitle(self) -> str:
        return f"{self.object.sold.school_name}, {pounds(self.object.amount_pence, 'full')}"

    def get_currency_display_value(self) -> str:
        return self.object.currency.upper()

    template_name = "backoffice/subscriptions/card_order.html"

    @cached_property
    def header_buttons(self) -> list:
        order = self.object
        offered = [
            ("refund", "Give money back", "rotate", order.returnable_pence),
            ("close", "Close it", "check", order.state == OrderState.HELD),
        ]
        return [
            HeaderButton(words, url=reverse(f"card_order:{name}", args=[order.pk]), icon_name=icon)
            for name, words, icon, there in offered
            if there and self.user_has_permission(name)
        ]

    def get_context_data(self, **kwargs) -> dict:
        order = self.object
        return super().get_context_data(
            **kwargs,
            order=order,
            refunds=order.refunds.select_related("payment__invoice", "credit_note"),
            disputes=order.disputes.all(),
        )


class CardOrderViewSet(ReadingViewSet):
    model = CardOrder
    name = "card_order"
    url_prefix = "subscriptions/cards"
    menu_label = "Card payments"
    icon = "pick"
    index_view_class = CardOrderIndexView
    inspect_view_class = CardOrderInspectView
    filterset_class = CardOrderFilterSet
    search_fields = [
        "gateway_id",
        "payment_reference",
        "subscription__school_name",
        "charge__school_name",
    ]
    list_display = [
        TitleColumn(
            "school",
            label="School",
            accessor="sold.school_name",
            url_name="card_order:inspect",
        ),
        AmountColumn("amount", "amount_pence", label="Amount"),
        StatusTagColumn(
            "state",
            accessor="get_state_display",
            label="State",
            sort_key="state",
            primary=lambda order: order.state == OrderState.PAID,
        ),
        Column("returned", label="Gone back", accessor=returned),
        Column("held_reason", label="Why it is held"),
        DayColumn("made_at", label="Begun", sort_key="made_at"),
    ]
    inspect_view_fields = [
        "subscription",
        "charge",
        "state",
        "held_reason",
        "amount_pence",
        "currency",
        "gateway_id",
        "payment_reference",
        "made_by",
        "made_at",
        "settled_at",
    ]

    def extra_urlpatterns(self) -> list:
        return [
            path("close/<int:pk>/", CloseHeldOrderView.as_view(), name="close"),
            path("refund/<int:pk>/", RefundCardView.as_view(), name="refund"),
        ]
