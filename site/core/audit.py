"""One way to write down who did what, on whose behalf: Wagtail's log, read in the back office."""

from django.db.models import Model
from wagtail.log_actions import log


def record(
    instance: Model,
    action: str,
    *,
    by=None,
    on_behalf_of: str = "",
    **details,
) -> None:
    """Add `action` (for example "booking.made") to the history of `instance`.

    `by` is the account that did it, or None for the site itself. `on_behalf_of` names a school
    when the office acts for it. `details` are kept as JSON: never a name or an email address."""
    if on_behalf_of:
        details["on_behalf_of"] = on_behalf_of
    log(instance, action, user=by, data=details or None)
