"""Entries of the back office's menu that only some people see."""

from django.http import HttpRequest
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
