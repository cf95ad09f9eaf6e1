"""The books for a period as one file, for the finance system."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from core.spreadsheets import csv_response, xlsx_response
from subscriptions.forms.money import PeriodForm
from subscriptions.ledger import LEDGER_HEADINGS, ledger_rows
from subscriptions.models import Invoice


class MoneyScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A screen about many invoices, for those who read invoices."""

    permission_policy = ModelPermissionPolicy(Invoice)
    permission_required = "view"
    header_icon = "doc-full"
    back_to = "subscription_invoice:index"
    back_words = "Invoices"

    def get_breadcrumbs_items(self) -> list[dict]:
        home = {"url": reverse(self.back_to), "label": self.back_words}
        return [*self.breadcrumbs_items, home, {"url": "", "label": self.page_title}]


class LedgerView(MoneyScreen, FormView):
    """Choose the days; the file comes as CSV or XLSX."""

    http_method_names = ["get", "head", "options"]
    page_title = "Export for the finance system"
    template_name = "backoffice/subscriptions/ledger.html"
    form_class = PeriodForm

    def get_initial(self) -> dict:
        today = timezone.localdate()
        return {"first": date(today.year, today.month, 1), "last": today}

    def get_form_kwargs(self) -> dict:
        """The days stand in the address, so that a period can be kept as a bookmark."""
        asked = self.request.GET if "first" in self.request.GET else None
        return {**super().get_form_kwargs(), "data": asked}

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = self.get_form()
        if not form.is_bound or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        name, rows = f"ledger-{first}-{last}", ledger_rows(first, last)
        if request.GET.get("format") == "xlsx":
            return xlsx_response(name, LEDGER_HEADINGS, rows, title="Ledger")
        return csv_response(name, LEDGER_HEADINGS, rows)
