"""Listings of what services wrote: read, filtered, exported, and never edited or deleted here."""

from django.urls import path
from wagtail.admin.viewsets.model import ModelViewSet

from core.backoffice.listing import NamedAsInTheMenu, ReadingList


class ReadingViewSet(NamedAsInTheMenu, ModelViewSet):
    """A list and a page for each; `extra_urlpatterns` adds actions that call a service."""

    index_view_class = ReadingList
    inspect_view_enabled = True
    add_to_reference_index = False
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs) -> dict:
        nowhere = dict.fromkeys(
            [
                "add_url_name",
                "edit_url_name",
                "delete_url_name",
                "usage_url_name",
                "history_url_name",
            ]
        )
        return super().get_common_view_kwargs(**{**nowhere, **kwargs})

    def extra_urlpatterns(self) -> list:
        return []

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            *self.extra_urlpatterns(),
        ]

    def register_admin_url_finder(self) -> None:
        """Nothing: the finder leads to an edit page, and there is none."""
