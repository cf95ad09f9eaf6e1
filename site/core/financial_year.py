"""The council's financial year: 1 April to 31 March, written with a slash (DOMAIN 1D.5, P9)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class FinancialYear:
    """One financial year; `start` is the calendar year of its April: 2012 for 2012/13."""

    start: int

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def first_day(self) -> date:
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 3, 31)

    @property
    def next(self) -> "FinancialYear":
        return FinancialYear(self.start + 1)

    def __contains__(self, day: date) -> bool:
        return FinancialYear.of(day) == self

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """The financial year a day falls in."""
        return cls(day.year if day.month >= 4 else day.year - 1)
