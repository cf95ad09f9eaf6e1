"""Subscriptions in the back office: who has one, who has paid, and what may be done about it."""

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.changes import changes_buttons
from core.backoffice.listing import DayColumn, ReadingList
from core.backoffice.reading import ReadingViewSet
from core.templatetags.wording import pounds
from directory.permissions import is_office
from subscriptions.backoffice.actions import (
    CancelView,
    DeclineView,
    IssueInvoiceView,
    PurchaseOrderView,
    RecordPaymentView,
)
from subscriptions.backoffice.filters import SubscriptionFilterSet
from subscriptions.backoffice.history import history_of
from subscriptions.enums import InvoiceState, SubscriptionState
from subscriptions.models import InvoiceLine, Payment, Subscription
from subscriptions.price_list import gives_words
from subscriptions.services.invoices import outstanding_pence, standing_invoice
from subscriptions.standing import usage_words

_LABELS = {
    "school_name": "School, as at the time",
    "po_to_follow": "Purchase order to follow",
    "end_reason": "Why it ended",
    "finance_name": "Finance contact",
    "finance_email": "Finance contact’s email",
    "contact_name": "CPD contact",
    "contact_email": "CPD contact’s email",
    "payer_name": "Payer",
    "vat_treatment": "VAT",
    "price_pence": "Price, with VAT",
    "by_office": "By our office",
    "places_included": "Gives",
    "places_used": "Places booked",
    "part_year": "Paid for",
}


def paid_in_words(subscription: Subscription) -> str:
    """ "In full", "£50.00 of £150.00" or "Not yet"; a price that is not known counts as nothing."""
    received, total = subscription.received_pence, subscription.total_pence
    if subscription.invoice_state in (InvoiceState.PAID, InvoiceState.WRITTEN_OFF):
        return "In full" if subscription.invoice_state == InvoiceState.PAID else "Written off"
    if received <= 0 and total != 0:
        return "Not yet"
    if total is None or received >= total:
        return "In full"
    return f"{pounds(received, 'full')} of {pounds(total, 'full')}"


def with_money(subscriptions: QuerySet) -> QuerySet:
    """Each with its standing invoice's number and state, and what came: of an invoice for several
    schools its share, of earlier records what they say."""
    line = InvoiceLine.objects.filter(subscription=OuterRef("pk"), stands=True)
    total = F("invoice__net_pence") + F("invoice__vat_pence")
    share = F("invoice__paid_pence") * (F("net_pence") + F("vat_pence")) / NullIf(total, Value(0))
    earlier = (
        Payment.objects.filter(subscription=OuterRef("pk"))
        .values("subscription")
        .annotate(sum=Sum("amount_pence"))
    )
    return subscriptions.annotate(
        invoice_number=Subquery(line.values("invoice__number")[:1]),
        invoice_state=Subquery(line.values("invoice__state")[:1]),
        received_pence=Coalesce(
            Subquery(line.annotate(share=share).values("share")[:1]),
            Subquery(earlier.values("sum")),
            0,
        ),
    )


class SubscriptionIndexView(ReadingList):
    nothing_yet = (
        "No school has subscribed yet. Schools do it on the site; the office does it for"
        " them with “Subscribe for a school” above."
    )

    def get_base_queryset(self) -> QuerySet:
        return with_money(super().get_base_queryset().select_related("school", "scheme"))

    @cached_property
    def header_buttons(self) -> list:
        if not is_office(self.request.user):
            return []
        url = reverse("directory:my_schools")
        groups = reverse("subscriptions:groups")
        return [
            HeaderButton("Subscribe for a school", url=url, icon_name="plus"),
            HeaderButton("Pay for a group", url=groups, icon_name="group"),
        ]


class SubscriptionInspectView(generic.InspectView):
    page_title = "Subscription"
    template_name = "backoffice/subscriptions/inspect.html"

    def get_price_pence_display_value(self) -> str:
        return pounds(self.object.total_pence, "full") or "Not known"

    def get_field_label(self, field_name: str, field) -> str:
        return _LABELS.get(field_name) or super().get_field_label(field_name, field)

    def get_places_included_display_value(self) -> str:
        return gives_words(self.object.places_included, self.object.extra_place_pence)

    def get_part_year_display_value(self) -> str:
        return self.object.part_year_words or "The whole year"

    def get_po_to_follow_display_value(self) -> str:
        return "Yes" if self.object.po_to_follow else "No"

    def get_by_office_display_value(self) -> str:
        return "Yes" if self.object.by_office else "No"

    def get_academic_year_display_value(self) -> str:
        return str(self.object.year)

    @cached_property
    def header_buttons(self) -> list:
        """What may be done now; every address checks again, and every service too."""
        subscription, buttons = self.object, []
        changes = changes_buttons(self.request.user, "school", subscription.school.urn)
        if subscription.has_ended:
            return changes
        if self.user_has_permission("manage"):
            if standing_invoice(subscription) is None and subscription.price_pence is not None:
                buttons.append(("issue", "Issue the invoice", "doc-full"))
            buttons.append(("purchase_order", "Purchase order number", "edit"))
            if subscription.state == SubscriptionState.ACTIVE:
                buttons.append(("cancel", "Cancel", "cross"))
            else:
                buttons.append(("decline", "Decline", "cross"))
        if self.request.user.has_perm("subscriptions.record_payment"):
            buttons.insert(0, ("record_payment", "Record a payment", "plus"))
        return [
            HeaderButton(
                words,
                url=reverse(f"school_subscription:{name}", args=[subscription.pk]),
                icon_name=icon,
                priority=place,
            )
            for place, (name, words, icon) in enumerate(buttons)
        ] + changes

    def get_context_data(self, **kwargs) -> dict:
        subscription = self.object
        return super().get_context_data(
            **kwargs,
            subscription=subscription,
            invoices=subscription.invoices,
            quotations=subscription.quotations.all(),
            payments=subscription.payments,
            orders=subscription.card_orders.all(),
            outstanding=outstanding_pence(subscription),
            entries=history_of(subscription, *subscription.invoices),
        )


class SubscriptionViewSet(ReadingViewSet):
    model = Subscription
    name = "school_subscription"
    url_prefix = "subscriptions/schools"
    menu_label = "Subscriptions"
    icon = "group"
    index_view_class = SubscriptionIndexView
    inspect_view_class = SubscriptionInspectView
    filterset_class = SubscriptionFilterSet
    search_fields = ["school_name", "school__urn", "purchase_order_number", "payer_name"]
    list_display = [
        "school_name",
        Column("urn", label="URN", accessor="school.urn"),
        Column("year", label="Year", sort_key="academic_year", classname="nowrap"),
        StatusTagColumn(
            "state",
            accessor="get_state_display",
            label="State",
            sort_key="state",
            primary=lambda subscription: subscription.state == SubscriptionState.ACTIVE,
        ),
        Column("paid", label="Paid", accessor=paid_in_words),
        Column("usage", label="Places booked", accessor=usage_words),
        DayColumn("active_from", label="Active from", sort_key="active_from"),
    ]
    list_export = [
        "school_name",
        "school.urn",
        "authority_code",
        "academic_year",
        "state",
        "active_from",
        "price_pence",
        "vat_pence",
        "invoice_number",
        "invoice_state",
        "received_pence",
        "places_included",
        "places_used",
        "pay_by",
        "purchase_order_number",
        "payer_name",
        "finance_email",
        "by_office",
    ]
    export_filename = "subscriptions"
    inspect_view_fields = [
        "school_name",
        "school",
        "academic_year",
        "state",
        "active_from",
        "end_reason",
        "price_pence",
        "vat_treatment",
        "part_year",
        "places_included",
        "places_used",
        "pay_by",
        "purchase_order_number",
        "po_to_follow",
        "contact_name",
        "contact_email",
        "finance_name",
        "finance_email",
        "payer_name",
        "invoice_address",
        "applied_by",
        "by_office",
    ]

    def extra_urlpatterns(self) -> list:
        return [
            path("issue/<int:pk>/", IssueInvoiceView.as_view(), name="issue"),
            path("purchase-order/<int:pk>/", PurchaseOrderView.as_view(), name="purchase_order"),
            path("decline/<int:pk>/", DeclineView.as_view(), name="decline"),
            path("cancel/<int:pk>/", CancelView.as_view(), name="cancel"),
            path("payment/<int:pk>/", RecordPaymentView.as_view(), name="record_payment"),
        ]
