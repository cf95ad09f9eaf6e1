"""What one post is paid for one term: a third of its year on the stream, to the penny (P19)."""

from datetime import date

from core.financial_year import FinancialYear
from core.shares import equal_shares
from directory.enums import Season
from directory.models import Term
from directory.outreach.models import StreamPost

# The terms of a financial year in their order: its first is the summer term, after 1 April.
SEASONS = (Season.SUMMER, Season.AUTUMN, Season.SPRING)


def financial_year_of(term: Term) -> FinancialYear:
    """The year whose money pays for the term. By season and not by date, since a spring term may
    end after 31 March: summer 2012, autumn 2012 and spring 2013 are 2012/13."""
    return FinancialYear(term.academic_year + (term.season == Season.SUMMER))


def paid_days(term: Term) -> tuple[date, date]:
    """The days of the term that lie in that year."""
    year = financial_year_of(term)
    return max(term.starts_on, year.first_day), min(term.ends_on, year.last_day)


def term_amount(placed: StreamPost, term: Term) -> int:
    """Pence for the term: its third, the odd penny in the first (DOMAIN 1C). For a post that joins
    or leaves within the term, the part of it in days, half up."""
    third = equal_shares(placed.yearly_pence, len(SEASONS))[SEASONS.index(term.season)]
    first, last = paid_days(term)
    days = (last - first).days + 1
    on_stream = (min(last, placed.ends_on) - max(first, placed.starts_on)).days + 1
    if on_stream >= days:
        return third
    return (2 * third * max(on_stream, 0) + days) // (2 * days)
