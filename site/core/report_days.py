"""The day that a report on a year is as at: what is dated later is left out."""

from datetime import date

from core.academic_year import AcademicYear
from core.financial_year import FinancialYear


class DayOutsideYear(ValueError):
    """The day lies before the year begins or after it has ended; `str()` says which days may be."""


def refuse_day_outside(year: AcademicYear | FinancialYear, as_at: date | None) -> None:
    """Raises DayOutsideYear. A report on the whole year is as at no day."""
    if as_at and as_at not in year:
        raise DayOutsideYear(
            f"{as_at.isoformat()} is not in {year}. Give a day from {year.first_day.isoformat()}"
            f" to {year.last_day.isoformat()}."
        )
