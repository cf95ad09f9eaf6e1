"""What lists of the back office share: the menu's name as heading, a sentence where there is
nothing yet, and columns of dates and amounts that stay whole."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from core.templatetags.wording import clock, pounds, short_date


class ListView(generic.IndexView):
    """`nothing_yet` says what will stand here, and what brings it, where nothing is and nothing was
    looked for."""

    nothing_yet = ""

    @cached_property
    def no_results_message(self) -> str:
        if self.nothing_yet and not (self.is_searching or self.is_filtering):
            return self.nothing_yet
        return super().no_results_message


class ReadingList(ListView):
    """A list of what nobody edits here: the title leads to the one thing there is to open."""

    def get_list_buttons(self, instance: Any) -> list:
        return []


class NamedAsInTheMenu:
    """For a viewset: its list is headed as the menu calls it, not as its model is named."""

    def get_index_view_kwargs(self, **kwargs) -> dict:
        return super().get_index_view_kwargs(**{"page_title": self.menu_label, **kwargs})


class DayColumn(Column):
    """The day itself. Wagtail's own column says how long ago a moment was, and of a day to come
    “just now”: of a due day that is wrong."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"classname": "nowrap", **kwargs})

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        return short_date(value) if value else ""


class MomentColumn(DayColumn):
    """The day and the hour, for what is asked after by both."""

    def get_value(self, instance: Any) -> str:
        value = Column.get_value(self, instance)
        return f"{short_date(value)}, {clock(value)}" if value else ""


class AmountColumn(Column):
    """Pence as pounds, one below the other; nothing where it is nothing, unless `of_nothing`."""

    def __init__(
        self, name: str, accessor: str | Callable, *, of_nothing: bool = False, **kwargs
    ) -> None:
        super().__init__(name, accessor=accessor, classname="n", **kwargs)
        self.of_nothing = of_nothing

    def get_value(self, instance: Any) -> str:
        pence = super().get_value(instance)
        return pounds(pence, "full") if pence or (self.of_nothing and pence is not None) else ""
