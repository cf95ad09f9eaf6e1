from datetime import UTC, date, datetime

import pytest
import time_machine

from core.academic_year import AcademicYear, NotAnAcademicYear


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2010, 8, 31), 2009),
        (date(2010, 9, 1), 2010),
        (date(2011, 8, 31), 2010),
        (datetime(2010, 8, 31, 22, 59, tzinfo=UTC), 2009),
        # 23:30 in Greenwich is half past midnight in London, where it is summer time.
        (datetime(2010, 8, 31, 23, 30, tzinfo=UTC), 2010),
    ],
)
def test_year_of_a_day_turns_at_midnight_in_london(day, start):
    assert AcademicYear.of(day) == AcademicYear(start)


@pytest.mark.parametrize("words", ["2010-11", "2010-2011", "2010", " 2010/11 ", "2010–11"])
def test_year_is_read_however_it_is_written(words):
    assert AcademicYear.parse(words) == AcademicYear(2010)


@pytest.mark.parametrize("words", ["2010-12", "10-11", "soon", "", "2010-11-12", "9999", "1066-67"])
def test_words_that_are_no_year_are_refused(words):
    with pytest.raises(NotAnAcademicYear):
        AcademicYear.parse(words)


def test_year_writes_itself():
    assert str(AcademicYear(2010)) == "2010-11"
    assert str(AcademicYear(1999)) == "1999-00"
    assert AcademicYear(2010).long == "2010 to 2011"


def test_year_begins_and_ends_in_london():
    year = AcademicYear(2010)

    assert year.starts_at == datetime(2010, 8, 31, 23, 0, tzinfo=UTC)
    assert year.ends_at == datetime(2011, 8, 31, 23, 0, tzinfo=UTC)
    assert (year.first_day, year.last_day) == (date(2010, 9, 1), date(2011, 8, 31))
    assert date(2011, 8, 31) in year
    assert date(2011, 9, 1) not in year


def test_years_follow_one_another():
    assert AcademicYear(2010).next == AcademicYear(2011)
    assert AcademicYear(2010).previous == AcademicYear(2009)
    assert AcademicYear(2010) < AcademicYear(2011)


def test_current_year_is_todays():
    with time_machine.travel(datetime(2026, 9, 1, 12, tzinfo=UTC)):
        assert AcademicYear.current() == AcademicYear(2026)
