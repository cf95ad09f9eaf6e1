"""Schemes: a year's prices and terms. A scheme that has been sold is not deleted."""

from django.urls import path
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from subscriptions.backoffice.columns import DayColumn
from subscriptions.models import SubscriptionScheme


class SchemeViewSet(ModelViewSet):
    model = SubscriptionScheme
    name = "subscription_scheme"
    url_prefix = "subscriptions/schemes"
    menu_label = "Schemes and prices"
    icon = "list-ul"
    copy_view_enabled = False
    search_backend_name = None
    list_display = [
        "name",
        Column("year", label="Year", sort_key="academic_year"),
        DayColumn("opens_on", label="On sale from"),
        DayColumn("closes_on", label="to"),
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
