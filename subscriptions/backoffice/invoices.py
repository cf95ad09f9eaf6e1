"""Invoices and credit notes in the back office: read, exported, corrected by further rows."""

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.listing import AmountColumn, DayColumn, ReadingList
from core.backoffice.reading import ReadingViewSet
from core.templatetags.wording import pounds
from subscriptions.backoffice.columns import MoneyInspectView
from subscriptions.backoffice.filters import CreditNoteFilterSet, InvoiceFilterSet
from subscriptions.backoffice.history import history_of
from subscriptions.backoffice.invoice_actions import (
    CreditView,
    GiveBackView,
    MoveSurplusView,
    PayView,
    WriteOffView,
)
from subscriptions.backoffice.ledger import LedgerView
from subscriptions.enums import InvoiceState
from subscriptions.models import CreditNote, Invoice


def in_full(name: str):
    """The amount of a field or property, as pounds."""
    return lambda row: pounds(getattr(row, name), "full") if getattr(row, name) else ""


def state_words(invoice: Invoice) -> str:
    return invoice.state_on(timezone.localdate())


class InvoiceIndexView(ReadingList):
    nothing_yet = "No invoice yet. One is issued when a school subscribes and pays by invoice."

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("payer__school")

    @cached_property
    def header_buttons(self) -> list:
        url = reverse("subscription_invoice:ledger")
        return [HeaderButton("Export for the finance system", url=url, icon_name="download")]


class InvoiceInspectView(MoneyInspectView):
    page_title = "Invoice"
    template_name = "backoffice/subscriptions/invoice.html"

    @cached_property
    def header_buttons(self) -> list:
        """What may be done now; every address checks again, and every service too."""
        invoice, user = self.object, self.request.user
        may_record = user.has_perm("subscriptions.record_payment")
        offered = [
            ("pay", "Record a payment", "plus", may_record),
            ("give_back", "Give money back", "rotate", may_record and invoice.surplus_pence),
            ("move", "Move money", "arrow-right", may_record and invoice.surplus_pence),
            (
                "credit",
                "Make a credit note",
                "minus",
                invoice.due_pence and user.has_perm("subscriptions.correct_invoice"),
            ),
            (
                "write_off",
                "Write off",
                "cross",
                invoice.outstanding_pence and user.has_perm("subscriptions.write_off_invoice"),
            ),
        ]
        paper = reverse("subscriptions:invoice", args=[invoice.number])
        return [HeaderButton("Open the invoice", url=paper, icon_name="view")] + [
            HeaderButton(
                words,
                url=reverse(f"subscription_invoice:{name}", args=[invoice.pk]),
                icon_name=icon,
                priority=place,
            )
            for place, (name, words, icon, may) in enumerate(offered, start=1)
            if may
        ]

    def get_context_data(self, **kwargs) -> dict:
        invoice = self.object
        lines = invoice.lines.select_related("subscription", "charge")
        return super().get_context_data(
            **kwargs,
            invoice=invoice,
            lines=lines,
            credit_notes=invoice.credit_notes.all(),
            payments=invoice.payments.select_related("reverses"),
            entries=history_of(invoice),
        )


class InvoiceViewSet(ReadingViewSet):
    model = Invoice
    name = "subscription_invoice"
    url_prefix = "subscriptions/invoices"
    menu_label = "Invoices"
    icon = "doc-full"
    index_view_class = InvoiceIndexView
    inspect_view_class = InvoiceInspectView
    filterset_class = InvoiceFilterSet
    search_fields = ["number", "payer_name", "purchase_order_number", "payer__school__urn"]
    list_display = [
        "number",
        Column("payer_name", label="Payer", sort_key="payer_name"),
        AmountColumn("total", "total_pence", label="Total"),
        AmountColumn("outstanding", "outstanding_pence", label="To pay"),
        AmountColumn("surplus", "surplus_pence", label="Overpaid"),
        DayColumn("issued_on", label="Issued", sort_key="issued_on"),
        DayColumn("due_on", label="Due", sort_key="due_on"),
        StatusTagColumn(
            "state",
            accessor=state_words,
            label="State",
            sort_key="state",
            primary=lambda invoice: invoice.state == InvoiceState.PAID,
        ),
    ]
    list_export = [
        "number",
        "payer_name",
        "payer.urn",
        "purchase_order_number",
        "issued_on",
        "due_on",
        "net_pence",
        "vat_pence",
        "total_pence",
        "credited_pence",
        "paid_pence",
        "outstanding_pence",
        "surplus_pence",
        "state",
    ]
    export_filename = "invoices"
    inspect_view_fields = [
        "payer",
        "state",
        "write_off_reason",
        "issued_on",
        "due_on",
        "payer_name",
        "payer_address",
        "purchase_order_number",
        "finance_email",
        "issued_by",
    ]

    def extra_urlpatterns(self) -> list:
        return [
            path("ledger/", LedgerView.as_view(), name="ledger"),
            path("pay/<int:pk>/", PayView.as_view(), name="pay"),
            path("credit/<int:pk>/", CreditView.as_view(), name="credit"),
            path("write-off/<int:pk>/", WriteOffView.as_view(), name="write_off"),
            path("give-back/<int:pk>/", GiveBackView.as_view(), name="give_back"),
            path("move/<int:pk>/", MoveSurplusView.as_view(), name="move"),
        ]


class CreditNoteIndexView(ReadingList):
    nothing_yet = "No credit note yet. One is made from its invoice."

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("invoice")


class CreditNoteInspectView(MoneyInspectView):
    page_title = "Credit note"

    def get_total_pence_display_value(self) -> str:
        return pounds(self.object.total_pence, "full")

    @cached_property
    def header_buttons(self) -> list:
        url = reverse("subscriptions:credit_note", args=[self.object.number])
        return [HeaderButton("Open the credit note", url=url, icon_name="view")]


class CreditNoteViewSet(ReadingViewSet):
    model = CreditNote
    name = "credit_note"
    url_prefix = "subscriptions/credit-notes"
    menu_label = "Credit notes"
    icon = "doc-empty-inverse"
    index_view_class = CreditNoteIndexView
    inspect_view_class = CreditNoteInspectView
    filterset_class = CreditNoteFilterSet
    search_fields = ["number", "invoice__number", "payer_name", "reason"]
    list_display = [
        "number",
        Column("invoice", label="Invoice", accessor="invoice.number", classname="nowrap"),
        Column("payer_name", label="Payer", sort_key="payer_name"),
        AmountColumn("total", "total_pence", label="Amount"),
        DayColumn("issued_on", label="Issued", sort_key="issued_on"),
        Column("reason", label="Reason"),
    ]
    list_export = [
        "number",
        "invoice.number",
        "payer_name",
        "issued_on",
        "net_pence",
        "vat_pence",
        "reason",
    ]
    export_filename = "credit-notes"
    inspect_view_fields = [
        "number",
        "invoice",
        "total_pence",
        "issued_on",
        "reason",
        "payer_name",
        "issued_by",
    ]
