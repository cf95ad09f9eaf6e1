from datetime import date

import pytest

from core.financial_year import FinancialYear


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2012, 3, 31), "2011/12"),
        (date(2012, 4, 1), "2012/13"),
        (date(2013, 3, 31), "2012/13"),
        (date(2099, 4, 1), "2099/00"),
    ],
)
def test_year_turns_on_the_first_of_april(day, written):
    year = FinancialYear.of(day)

    assert str(year) == written
    assert day in year
    assert year.first_day <= day <= year.last_day
    assert year.last_day not in year.next
