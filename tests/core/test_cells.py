"""What people write in a cell: read as they meant it, or refused."""

import pytest
from django.core.exceptions import ValidationError

from core.cells import BadCell, clock_in, day_in, past_day_in, pence_in
from core.pounds import PoundsField


@pytest.mark.parametrize(
    ("words", "pence"),
    [("150", 15000), ("£150.00", 15000), ("£ 150.5", 15050), ("1,200.50", 120050), ("0", 0)],
)
def test_pence_in_reads_pounds_as_people_write_them(words, pence):
    assert pence_in(words, "amount") == pence


@pytest.mark.parametrize(
    "words",
    # A comma for the point would be a hundred times the money.
    ["450,00", "1,45", "1,2345", ",150", "1e3", "NaN", "-5", "150.005", "٤٥٠", "4 50", "£", ""],
)
def test_pence_in_refuses_what_it_would_have_to_guess(words):
    with pytest.raises(BadCell, match="is not an amount. Write it as 150.00."):
        pence_in(words, "amount")


def test_pence_in_and_a_field_say_how_large_an_amount_may_be():
    assert pence_in("£999,999.99", "amount") == PoundsField().clean("999999.99") == 99_999_999
    for words in ("1,000,000.00", "£1000000", "9" * 40):
        with pytest.raises(
            BadCell, match="^Amount “.*” is too large. It is £999,999.99 at the most"
        ):
            pence_in(words, "Amount")
    with pytest.raises(ValidationError, match="That is too much. Enter £999,999.99 at the most."):
        PoundsField().clean("1,000,000")
    with pytest.raises(ValidationError, match="Enter an amount in pounds, like 150 or 150.00."):
        PoundsField().clean("a million")


def test_day_in_and_clock_in_say_how_to_write_it():
    assert day_in("14/03/2011", "day") == day_in("2011-03-14", "day")
    for words in ("31/02/2011", "2011-02-29", "14/3/11", "2011", ""):
        with pytest.raises(BadCell, match="is not a day"):
            day_in(words, "day")
    assert clock_in("9.05", "start").isoformat() == "09:05:00"
    for words in ("24:00", "4pm", "16:60", "16:15:30", ""):
        with pytest.raises(BadCell, match="is not a time"):
            clock_in(words, "start")


def test_past_day_in_refuses_what_has_not_come_and_what_no_year_here_holds():
    assert past_day_in("1900-01-01", "day").year == 1900
    with pytest.raises(BadCell, match="“2999-01-01” is after today"):
        past_day_in("2999-01-01", "day")
    with pytest.raises(BadCell, match="“0201-01-01” is before 1900"):
        past_day_in("0201-01-01", "day")
