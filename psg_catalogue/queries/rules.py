"""The rules as screens and letters show them: they change once a year, so each process keeps them
for a minute. What acts on them asks the database (`BookingRules.current`, `ReminderRule`)."""

from django.core.cache import caches

from psg_catalogue.enums import Reminding
from psg_catalogue.models import BookingRules, ReminderRule

KEPT_SECONDS = 60
_KEY = "booking-rules"
_REMINDERS = "reminders-to-attenders"


def rules_shown() -> BookingRules:
    """The rules of at most a minute ago."""
    rules = caches["fragments"].get(_KEY)
    if rules is None:
        rules = BookingRules.current()
        caches["fragments"].set(_KEY, rules, KEPT_SECONDS)
    return rules


def reminders_shown() -> list[ReminderRule]:
    """What attenders are reminded by, earliest first, as of at most a minute ago."""
    rules = caches["fragments"].get(_REMINDERS)
    if rules is None:
        in_use = ReminderRule.objects.in_use().filter(what=Reminding.ATTENDERS)
        rules = list(in_use.order_by("-days", "pk"))
        caches["fragments"].set(_REMINDERS, rules, KEPT_SECONDS)
    return rules
