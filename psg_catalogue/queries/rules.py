"""The booking rules as screens show them: they change once a year, so each process keeps them for a
minute. Services ask the database (`BookingRules.current`)."""

from django.core.cache import caches

from psg_catalogue.models import BookingRules

KEPT_SECONDS = 60
_KEY = "booking-rules"


def rules_shown() -> BookingRules:
    """The rules of at most a minute ago."""
    rules = caches["fragments"].get(_KEY)
    if rules is None:
        rules = BookingRules.current()
        caches["fragments"].set(_KEY, rules, KEPT_SECONDS)
    return rules
