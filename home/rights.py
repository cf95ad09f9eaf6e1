"""Who may edit pages, news, menus and contact topics in the back office. The office and the editor
have the whole page tree already (directory.rights)."""

from core.roles import allow, allow_pages
from directory.enums import Role

_TOPICS = ("add", "change", "delete", "view")


def declare_rights() -> None:
    """Called once, when the app is ready. The AST coordinator keeps plain pages and news without a
    developer's help (CA L54)."""
    for role in (Role.EDITOR, Role.PSG_ORGANISER):
        allow(role, "home.change_navigationsettings")
        allow(role, *(f"home.{verb}_contacttopic" for verb in _TOPICS))
    allow_pages(Role.AST_COORDINATOR, "home.NewsIndexPage", "add", "change", "publish")
    allow_pages(Role.AST_COORDINATOR, "home.ContentPage", "add", "change", "publish")
