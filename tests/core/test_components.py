"""Records for the term strip and the month."""

from datetime import date, datetime

from core.academic_year import LONDON
from core.components import CalendarItem, month_weeks, term_weeks

TODAY = date(2026, 11, 25)  # a Wednesday


def item(year: int, month: int, day: int, hour: int = 16) -> CalendarItem:
    return CalendarItem(datetime(year, month, day, hour, tzinfo=LONDON), f"At {hour}", "/")


def test_term_weeks_begin_on_the_monday_of_the_first_day():
    weeks = term_weeks(date(2026, 9, 3), date(2026, 9, 16), {}, TODAY)

    assert [week.monday for week in weeks] == [
        date(2026, 8, 31),
        date(2026, 9, 7),
        date(2026, 9, 14),
    ]


def test_term_weeks_know_past_this_week_break_and_to_come():
    half_term = (date(2026, 11, 9), date(2026, 11, 13))
    weeks = term_weeks(date(2026, 11, 2), date(2026, 12, 4), {}, TODAY, [half_term])

    assert [week.state for week in weeks] == ["past", "break", "past", "now", ""]


def test_term_weeks_call_sunday_this_week():
    weeks = term_weeks(date(2026, 11, 23), date(2026, 11, 27), {}, date(2026, 11, 29))

    assert [week.state for week in weeks] == ["now"]


def test_term_weeks_carry_their_sessions():
    weeks = term_weeks(date(2026, 11, 23), date(2026, 12, 4), {date(2026, 11, 30): 4}, TODAY)

    assert [week.sessions for week in weeks] == [0, 4]


def test_month_weeks_are_monday_to_friday_when_weekends_are_free():
    rows = month_weeks(2026, 11, [item(2026, 11, 24)], TODAY)

    assert {len(row) for row in rows} == {5}
    assert rows[0][0].day == date(2026, 11, 2)


def test_month_weeks_show_the_weekend_when_something_is_on():
    rows = month_weeks(2026, 11, [item(2026, 11, 28)], TODAY)

    assert {len(row) for row in rows} == {7}
    assert [len(cell.items) for cell in rows[-2]] == [0, 0, 0, 0, 0, 1, 0]


def test_month_weeks_put_items_in_the_order_of_their_hours():
    rows = month_weeks(2026, 11, [item(2026, 11, 24, 18), item(2026, 11, 24, 9)], TODAY)
    (cell,) = [cell for row in rows for cell in row if cell.items]

    assert [entry.title for entry in cell.items] == ["At 9", "At 18"]


def test_month_weeks_know_today_the_past_and_other_months():
    cells = [cell for row in month_weeks(2026, 11, [], TODAY) for cell in row]

    assert [cell.day for cell in cells if cell.is_today] == [TODAY]
    assert all(cell.is_past == (cell.day < TODAY) for cell in cells)
    assert [cell.day.month for cell in cells if cell.other_month] == [12] * 4


def test_month_weeks_put_a_late_evening_on_its_own_london_day():
    late = CalendarItem(datetime(2026, 7, 7, 23, 30, tzinfo=LONDON), "Late", "/")
    rows = month_weeks(2026, 7, [late], TODAY)

    assert [c.day for row in rows for c in row if c.items] == [date(2026, 7, 7)]
