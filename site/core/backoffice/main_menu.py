"""The order of the main menu, and what of Wagtail's own entries stays.

First what is done every day, then what is looked up, then the pages of the website and the
settings. The order of our own entries stands with them; those of Wagtail are placed here."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

# Names of Wagtail's entries. Ours are: study groups 110, evaluation 115, schools 120, outreach 130,
# money 300, people 700, messages 800, letters 810, record of changes 840.
PLACES = {"reports": 830, "explorer": 850, "images": 860, "documents": 870, "snippets": 880}
WORDS = {"snippets": "Small lists"}
# Wagtail's words for its lists of pages say less than these.
REPORTS = {
    "site-history": "Changes of pages",
    "aging-pages": "Pages left alone longest",
    "locked-pages": "Locked pages",
    "workflows": "Pages sent for approval",
}
LEFT_OUT = {"workflow-tasks", "page-types-usage"}


class TodayItem(MenuItem):
    """The home page of the back office, with what waits."""

    def __init__(self) -> None:
        super().__init__(
            "Today", reverse_lazy("wagtailadmin_home"), name="today", icon_name="home", order=1
        )


def arrange(request: HttpRequest, items: list[MenuItem]) -> None:
    """Called for each page: Wagtail's entries are the same objects each time."""
    for item in items:
        item.order = PLACES.get(item.name, item.order)
        item.label = WORDS.get(item.name, item.label)


def arrange_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Of the reports on pages, those that help somebody who does not build the site. They are for
    people who may write pages."""
    items[:] = [item for item in items if item.name not in LEFT_OUT]
    for item in items:
        item.label = REPORTS.get(item.name, item.label)


def arrange_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Only the keyboard's short cuts: the rest leads away, to words about Wagtail."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]
