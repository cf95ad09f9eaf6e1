from datetime import date

import pytest

from core.working_days import is_working_day, working_days_before


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 4), True),  # a Wednesday
        (date(2026, 3, 7), False),  # Saturday
        (date(2026, 3, 8), False),  # Sunday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 4), False),  # early May
        (date(2026, 8, 31), False),  # summer
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # for Boxing Day, a Saturday
        (date(2026, 11, 30), True),  # Saint Andrew's Day is Scotland's
        (date(2011, 4, 29), False),  # the royal wedding
    ],
)
def test_working_day(day, expected):
    assert is_working_day(day) is expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 3, 5), 2, date(2026, 3, 3)),  # Thursday → Tuesday
        (date(2026, 3, 9), 2, date(2026, 3, 5)),  # Monday → Thursday
        (date(2026, 3, 10), 2, date(2026, 3, 6)),  # Tuesday → Friday
        (date(2026, 4, 7), 2, date(2026, 4, 1)),  # over Easter
        (date(2027, 1, 4), 2, date(2026, 12, 30)),  # over New Year
        (date(2026, 3, 7), 1, date(2026, 3, 6)),  # from a Saturday
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
    ],
)
def test_working_days_before(day, count, expected):
    assert working_days_before(day, count) == expected
