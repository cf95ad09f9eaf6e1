"""Money, dates, times and counts as the site writes them."""

from datetime import UTC, date, datetime, time

import pytest

from core.templatetags import wording

# Quarter past four in Marlshire: British summer time in July, Greenwich in November.
JULY = datetime(2026, 7, 7, 15, 15, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 24, 16, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pence", "words"),
    [(15000, "£150"), (1333334, "£13,333.34"), (5, "£0.05"), (-250, "-£2.50"), (None, "")],
)
def test_pounds(pence, words):
    assert wording.pounds(pence) == words


def test_pounds_in_full_keeps_the_pence():
    assert wording.pounds(15000, "full") == "£150.00"


def test_day():
    assert wording.day(NOVEMBER) == "Tuesday 24 November 2026"


def test_day_is_the_day_in_london():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert wording.day(late) == "Wednesday 1 July 2026"


@pytest.mark.parametrize(
    ("filter_name", "words"),
    [
        ("weekday_day", "Tuesday 24 November"),
        ("day_month", "24 November"),
        ("long_date", "24 November 2026"),
        ("short_day", "Tue 24 Nov"),
        ("short_date", "24 Nov 2026"),
        ("month_year", "November 2026"),
    ],
)
def test_dates_in_other_forms(filter_name, words):
    assert getattr(wording, filter_name)(date(2026, 11, 24)) == words


@pytest.mark.parametrize(
    "filter_name",
    ["day", "weekday_day", "day_month", "long_date", "short_day", "short_date", "month_year"],
)
def test_dates_that_are_not_known_say_nothing(filter_name):
    assert getattr(wording, filter_name)(None) == ""


@pytest.mark.parametrize("moment", [JULY, NOVEMBER])
def test_clock_is_london_time_in_summer_and_winter(moment):
    assert wording.clock(moment) == "16:15"


def test_clock_range():
    assert wording.clock_range(NOVEMBER, time(17, 45)) == "16:15 to 17:45"


def test_clock_range_without_an_end():
    assert wording.clock_range(NOVEMBER) == "16:15"


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, "place", "0 places"),
        (1, "place", "1 place"),
        (3, "place", "3 places"),
        (1, "person,people", "1 person"),
        (1200, "person,people", "1,200 people"),
    ],
)
def test_counted(number, words, said):
    assert wording.counted(number, words) == said


@pytest.mark.parametrize(("number", "said"), [(0, "no"), (3, "three"), (10, "10"), (1200, "1,200")])
def test_in_words(number, said):
    assert wording.in_words(number) == said
    assert wording.counted_in_words(1, "day") == "one day"
    assert wording.counted_in_words(12, "place,places") == "12 places"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")],
)
def test_ordinal(number, said):
    assert wording.ordinal(number) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_join_words(words, said):
    assert wording.join_words(words) == said


def test_academic_year():
    assert wording.academic_year(2010) == "2010-11"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(235, 652, "36%"), (1, 8, "13%"), (1, 200, "1%"), (0, 5, "0%"), (3, 0, "")],
)
def test_percent_is_whole_and_half_up(part, whole, said):
    assert wording.percent(part, whole) == said


def test_iso_of_a_moment_and_of_a_day():
    assert wording.iso(JULY) == "2026-07-07T16:15"
    assert wording.iso(date(2026, 7, 7)) == "2026-07-07"


def test_half_days_are_told_in_days():
    assert [wording.as_days(number) for number in (0, 1, 8, None)] == ["0", "0.5", "4", "–"]
