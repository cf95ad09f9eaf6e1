"""How often one network address may write to us."""

from django.http import HttpRequest

from core.limits import times_lately

LETTERS_AN_HOUR = 20


def may_write(request: HttpRequest) -> bool:
    """Count one more letter from this address; False beyond the hour's number."""
    return times_lately(request, "letters") <= LETTERS_AN_HOUR
