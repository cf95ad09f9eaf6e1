"""Days on which schools are closed, by the terms of the host authority (P10)."""

from collections.abc import Iterable
from datetime import date

from core.working_days import is_working_day
from psg_catalogue.queries.terms import HostTerm

HALF_TERM, HOLIDAY, BANK_HOLIDAY = "Half term", "Holiday", "Bank holiday"
FRIDAY = 4


def closed_on(day: date, terms: Iterable[HostTerm]) -> str:
    """Why schools are closed on a weekday, by these terms; empty for a school day and a weekend."""
    if day.weekday() > FRIDAY:
        return ""
    term = next((each for each in terms if day in each), None)
    if term is None:
        return HOLIDAY
    if term.half_term and term.half_term[0] <= day <= term.half_term[1]:
        return HALF_TERM
    return "" if is_working_day(day) else BANK_HOLIDAY
