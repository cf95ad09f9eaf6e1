"""Payers in the back office: their account, and who owes what for how long."""

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.listing import AmountColumn, ReadingList
from core.backoffice.reading import ReadingViewSet
from core.spreadsheets import csv_response, xlsx_response
from subscriptions.backoffice.ledger import MoneyScreen
from subscriptions.enums import OPEN_INVOICE_STATES
from subscriptions.ledger import AGES, aged_debts, in_pounds, statement
from subscriptions.models import Payer

_DUE = F("invoices__net_pence") + F("invoices__vat_pence") - F("invoices__credited_pence")
_LEFT = _DUE - F("invoices__paid_pence")
_OPEN = Q(invoices__state__in=[state.value for state in OPEN_INVOICE_STATES])


def with_balances(payers: QuerySet) -> QuerySet:
    """Each with what it still has to pay, and what it paid too much, in pence."""
    return payers.annotate(
        owes_pence=Coalesce(Sum(_LEFT, filter=_OPEN & Q(invoices__paid_pence__lt=_DUE)), 0),
        surplus_pence=Coalesce(Sum(-_LEFT, filter=Q(invoices__paid_pence__gt=_DUE)), 0),
    )


class PayerIndexView(ReadingList):
    nothing_yet = "No payer yet. A school or group stands here from its first invoice on."

    def get_base_queryset(self) -> QuerySet:
        return with_balances(super().get_base_queryset().select_related("school"))

    @cached_property
    def header_buttons(self) -> list:
        url = reverse("subscription_payer:debts")
        return [HeaderButton("Debts by age", url=url, icon_name="history")]


class PayerInspectView(generic.InspectView):
    page_title = "Payer"
    template_name = "backoffice/subscriptions/payer.html"

    def get_context_data(self, **kwargs) -> dict:
        entries = statement(self.object.invoices.all())
        balance = entries[-1].balance if entries else 0
        return super().get_context_data(
            **kwargs, entries=entries, balance=balance, overpaid=max(-balance, 0)
        )


class DebtsView(MoneyScreen, TemplateView):
    """Who owes what, by how long it has been due; as CSV and XLSX too."""

    page_title = "Debts by age"
    template_name = "backoffice/subscriptions/debts.html"
    back_to = "subscription_payer:index"
    back_words = "Payers"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        today = timezone.localdate()
        debts = aged_debts(today)
        kind = request.GET.get("format")
        if kind in ("csv", "xlsx"):
            headings = ["Payer", *(words for words, _last in AGES), "Total"]
            rows = [
                [debt.payer.name, *map(in_pounds, debt.by_age), in_pounds(debt.total_pence)]
                for debt in debts
            ]
            write = csv_response if kind == "csv" else xlsx_response
            return write(f"debts-{today}", headings, rows)
        sums = [sum(column) for column in zip(*(debt.by_age for debt in debts), strict=True)]
        return self.render_to_response(
            self.get_context_data(debts=debts, ages=AGES, sums=sums, total=sum(sums), day=today)
        )


class PayerViewSet(ReadingViewSet):
    model = Payer
    name = "subscription_payer"
    url_prefix = "subscriptions/payers"
    menu_label = "Payers"
    icon = "user"
    index_view_class = PayerIndexView
    inspect_view_class = PayerInspectView
    search_fields = ["name", "school__urn"]
    list_display = [
        "name",
        Column("urn", label="URN", accessor="urn"),
        AmountColumn("owes", "owes_pence", label="To pay"),
        AmountColumn("surplus", "surplus_pence", label="Overpaid"),
    ]
    list_export = ["name", "urn", "owes_pence", "surplus_pence"]
    export_filename = "payers"
    inspect_view_fields = ["name", "school"]

    def extra_urlpatterns(self) -> list:
        return [path("debts/", DebtsView.as_view(), name="debts")]
