"""Listings of what services wrote: read, filtered, exported, and never edited or deleted here."""

from core.backoffice.listing import ReadingList
from core.backoffice.screens import ScreensViewSet


class ReadingViewSet(ScreensViewSet):
    """A list and a page for each; `extra_urlpatterns` adds actions that call a service."""

    index_view_class = ReadingList
    inspect_view_enabled = True
    form_fields: list[str] = []
