"""Entries of the back office's menu that only some people see."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem


class MenuItemForSome(MenuItem):
    """Wagtail asks each entry several times a page; who it is for is looked up once."""

    def is_for(self, user) -> bool:
        """Whether this person sees the entry; each entry says."""
        raise NotImplementedError

    def is_shown(self, request: HttpRequest) -> bool:
        known = request.__dict__.setdefault("menu_items_shown", {})
        if self.name not in known:
            known[self.name] = self.is_for(request.user)
        return known[self.name]


class WayToSite(MenuItemForSome):
    """The way to a page in the site's own look, for those of whom `may` says so."""

    def __init__(self, label: str, url_name: str, *, may: Callable, **kwargs) -> None:
        super().__init__(label, reverse_lazy(url_name), **kwargs)
        self.may = may

    def is_for(self, user) -> bool:
        return self.may(user)


def for_those(may: Callable) -> type[MenuItemForSome]:
    """The entry of a screen that is open to those of whom `may` says so."""
    return type("ForThose", (MenuItemForSome,), {"is_for": lambda self, user: may(user)})
