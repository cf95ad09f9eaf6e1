"""The academic year: 1 September to 31 August, London time, known by the year it starts in."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
# The years this site can hold.
FIRST_YEAR, LAST_YEAR = 1900, 2200
_WRITTEN = re.compile(r"^(\d{4})(?:\s*[-–/]\s*(\d{2}|\d{4}))?$")


class NotAnAcademicYear(ValueError):
    """The words do not name an academic year."""


@dataclass(frozen=True, order=True)
class AcademicYear:
    """One academic year; `start` is the calendar year of its September (DOMAIN 6.2)."""

    start: int

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def long(self) -> str:
        """The written form for headings: "2011 to 2012"."""
        return f"{self.start} to {self.start + 1}"

    @property
    def first_day(self) -> date:
        return date(self.start, 9, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 8, 31)

    @property
    def starts_at(self) -> datetime:
        """Midnight in London at the start of 1 September."""
        return datetime.combine(self.first_day, time.min, tzinfo=LONDON)

    @property
    def ends_at(self) -> datetime:
        """Midnight in London at the end of 31 August; no longer part of the year."""
        return self.next.starts_at

    @property
    def next(self) -> "AcademicYear":
        return AcademicYear(self.start + 1)

    @property
    def previous(self) -> "AcademicYear":
        return AcademicYear(self.start - 1)

    def __contains__(self, day: date) -> bool:
        return AcademicYear.of(day) == self

    @classmethod
    def of(cls, day: date | datetime) -> "AcademicYear":
        """The academic year a day, or a moment in London, falls in."""
        if isinstance(day, datetime):
            day = timezone.localtime(day, LONDON).date() if timezone.is_aware(day) else day.date()
        return cls(day.year if day.month >= 9 else day.year - 1)

    @classmethod
    def current(cls) -> "AcademicYear":
        return cls.of(timezone.now())

    @classmethod
    def parse(cls, words: str) -> "AcademicYear":
        """Read "2010-11", "2010-2011" or "2010". Raises NotAnAcademicYear."""
        written = _WRITTEN.match(str(words).strip())
        if not written:
            raise NotAnAcademicYear(f"“{words}” is not an academic year. Write it as 2010-11.")
        start, end = int(written[1]), written[2]
        if end and int(end) % 100 != (start + 1) % 100:
            raise NotAnAcademicYear(
                f"“{words}” is not an academic year: {start} is followed by {start + 1}."
            )
        if not FIRST_YEAR <= start <= LAST_YEAR:
            raise NotAnAcademicYear(f"“{words}” is not a year this site can hold.")
        return cls(start)
