"""Lists of rows, each with those of Wagtail's screens that it names and no others."""

from wagtail.admin.viewsets.model import ModelViewSet

from core.backoffice.listing import ListView, NamedAsInTheMenu

SCREENS = ("add", "edit", "delete", "history", "usage")


class ScreensViewSet(NamedAsInTheMenu, ModelViewSet):
    """A list, and the screens in `screens`: another has no address, and no button leads to it. A
    page for each row to read comes with `inspect_view_enabled`. `extra_urlpatterns` adds what calls
    a service; a screen of its own name stands in the place of Wagtail's. No copies, and no search
    index of its own."""

    screens: tuple[str, ...] = ()
    index_view_class = ListView
    add_to_reference_index = False
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs) -> dict:
        nowhere = {f"{name}_url_name": None for name in SCREENS if name not in self.screens}
        return super().get_common_view_kwargs(**{**nowhere, **kwargs})

    def extra_urlpatterns(self) -> list:
        return []

    def get_urlpatterns(self) -> list:
        own = self.extra_urlpatterns()
        missing = {name for name in SCREENS if name not in self.screens}
        missing |= {each.name for each in own}
        if "history" not in self.screens:
            missing.add("history_results")
        wagtails = [each for each in super().get_urlpatterns() if each.name not in missing]
        return [*wagtails, *own]

    def register_admin_url_finder(self) -> None:
        """The finder leads to an edit page, where there is one."""
        if "edit" in self.screens:
            super().register_admin_url_finder()


class ChangingViewSet(ScreensViewSet):
    """What is added and changed here, and stays on record."""

    screens = ("add", "edit", "history")
