"""What is typed into a day or an hour of the back office stays as it was typed."""

from collections.abc import Callable

from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput


def keep_what_is_typed() -> None:
    """Wagtail's calendar no longer puts today in the place of a day that it cannot read: the form
    takes it, as it takes 2026-12-02, or says what is wrong with it."""
    for widget in (AdminDateInput, AdminDateTimeInput, AdminTimeInput):
        widget.get_config = _leaving_it(widget.get_config)


def _leaving_it(config: Callable[[object], dict]) -> Callable[[object], dict]:
    return lambda self: {**config(self), "validateOnBlur": False}
