"""What else an AST is expected at. The apps above say what they know of; outreach asks, and imports
none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from directory.models import Practitioner
from directory.outreach.models.visit import PartOfDay

# When a half day is: a session after school takes neither.
_HOURS = {
    PartOfDay.MORNING: (time(8, 30), time(12, 30)),
    PartOfDay.AFTERNOON: (time(12, 30), time(16, 0)),
}


@dataclass(frozen=True)
class Engagement:
    """Somewhere to be, from when to when."""

    starts_at: datetime
    ends_at: datetime
    words: str
    url: str = ""

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    def takes(self, part: str) -> bool:
        """True when it falls into the morning or the afternoon of its day."""
        begins, ends = _HOURS[PartOfDay(part)]
        starts_at, ends_at = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return starts_at.time() < ends and (ends_at.time() > begins or ends_at.date() > self.day)


Finder = Callable[[Practitioner, date, date], Iterable[Engagement]]
_finders: list[Finder] = []


def register_engagements(finder: Finder) -> None:
    """From now on calendars show what `finder` knows of somebody between two days. Called from an
    app's `AppConfig.ready`."""
    if finder not in _finders:
        _finders.append(finder)


def engagements_of(practitioner: Practitioner, first: date, last: date) -> list[Engagement]:
    """All of them, in order of time; both days are counted."""
    found = [each for finder in _finders for each in finder(practitioner, first, last)]
    return sorted(found, key=lambda each: each.starts_at)
