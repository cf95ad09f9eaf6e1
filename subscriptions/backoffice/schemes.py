"""Schemes: a year's prices and terms. A scheme that has been sold is not deleted."""

from django.urls import path
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from core.backoffice.listing import NamedAsInTheMenu
from core.templatetags.wording import short_date
from subscriptions.models import SubscriptionScheme


def on_sale(scheme: SubscriptionScheme) -> str:
    """The days between which schools may subscribe; a scheme may leave either open."""
    first, last = short_date(scheme.opens_on), short_date(scheme.closes_on)
    if first and last:
        return f"{first} to {last}"
    if first or last:
        return f"From {first}" if first else f"Until {last}"
    return "As its year is on sale"


class SchemeViewSet(NamedAsInTheMenu, ModelViewSet):
    model = SubscriptionScheme
    name = "subscription_scheme"
    url_prefix = "subscriptions/schemes"
    menu_label = "Schemes and prices"
    icon = "list-ul"
    copy_view_enabled = False
    search_backend_name = None
    list_display = [
        "name",
        Column("year", label="Year", sort_key="academic_year", classname="nowrap"),
        Column("sold", label="On sale", accessor=on_sale),
        Column("vat", label="VAT", accessor="get_vat_treatment_display"),
    ]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(
            **{"delete_url_name": None, "usage_url_name": None, **kwargs}
        )

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]
