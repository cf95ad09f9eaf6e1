"""Working days in England: Monday to Friday, without the bank holidays."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

import holidays

_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def _bank_holidays() -> holidays.HolidayBase:
    """England's bank holidays; years are added as they are asked for."""
    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """True from Monday to Friday unless the day is a bank holiday."""
    return day.weekday() < 5 and day not in _bank_holidays()


def working_days_after(day: date, count: int) -> date:
    """The day that lies `count` working days after `day`, which itself is not counted: two after a
    Friday is the Tuesday. A count of 0 gives the day itself."""
    while count > 0:
        day += _ONE_DAY
        count -= is_working_day(day)
    return day


def working_days_before(
    day: date, count: int, is_closed: Callable[[date], bool] | None = None
) -> date:
    """The day that lies `count` working days before `day`, which itself is not counted: two
    before a Monday is the Thursday. A count of 0 gives the day itself. `is_closed` names more days
    that are not counted, such as school holidays; after a year of nothing else it is not asked any
    more."""
    earliest = day - timedelta(days=366)
    while count > 0:
        day -= _ONE_DAY
        closed = is_closed is not None and day > earliest and is_closed(day)
        count -= is_working_day(day) and not closed
    return day
