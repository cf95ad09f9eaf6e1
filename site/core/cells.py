"""What one cell of a brought file says: days, times and amounts of money, written as people do."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from core.academic_year import FIRST_YEAR

_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")
_CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})(?::00)?$")
# A comma stands before every three digits or nowhere: "450,00" is no amount here, and least of all
# forty-five thousand pounds.
_POUNDS = re.compile(r"^£? ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?$")
_TOO_LARGE = Decimal(1_000_000)
LARGEST_AMOUNT = "£999,999.99"


class BadCell(ValueError):
    """The cell does not say what its column is for. `str()` of it is a sentence without its row."""


class AmountTooLarge(BadCell):
    """An amount as people write it, and more than anything here costs."""


def day_in(words: str, column: str) -> date:
    """A day written 2011-03-14 or 14/03/2011. Raises BadCell."""
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise BadCell(f"{column} “{words}” is not a day. Write it as 2011-03-14.")


def past_day_in(words: str, column: str) -> date:
    """A day on which something happened: today or before it. Raises BadCell."""
    day = day_in(words, column)
    if day > timezone.localdate():
        raise BadCell(f"{column} “{words}” is after today.")
    if day.year < FIRST_YEAR:
        raise BadCell(f"{column} “{words}” is before {FIRST_YEAR}.")
    return day


def clock_in(words: str, column: str) -> time:
    """A time of day written 16:15. Raises BadCell."""
    written = _CLOCK.match(words)
    if written and int(written[1]) < 24 and int(written[2]) < 60:
        return time(int(written[1]), int(written[2]))
    raise BadCell(f"{column} “{words}” is not a time. Write it as 16:15.")


def pence_in(words: str, column: str) -> int:
    """An amount in pounds, "150", "£150.00" or "1,200.50", as pence. Raises BadCell, and of it
    AmountTooLarge from a million pounds."""
    written = _POUNDS.match(words.strip())
    if written is None:
        raise BadCell(f"{column} “{words}” is not an amount. Write it as 150.00.")
    pounds = Decimal(written[1].replace(",", "") + (written[2] or ""))
    if pounds >= _TOO_LARGE:
        raise AmountTooLarge(
            f"{column} “{words}” is too large. It is {LARGEST_AMOUNT} at the most."
        )
    return int(pounds * 100)
