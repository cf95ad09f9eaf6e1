"""Geometry of the charts."""

import re

from core import charts


def test_answers_longest_bar_is_the_most_common_answer():
    chart = charts.answers((("4", 8), ("3", 4), ("2", 2), ("1", 0)))

    assert [row.bar.width for row in chart.rows] == [240, 120, 60, 0]


def test_answers_with_no_answer_at_all_are_drawn_empty():
    chart = charts.answers((("2", 0), ("1", 0)))

    assert [row.bar.width for row in chart.rows] == [0, 0]


def test_bars_stand_on_the_base_line_in_proportion():
    chart = charts.bars((("Autumn", (231, 322)), ("Spring", (248, 341))))
    heights = {bar.value: bar.height for group in chart.groups for bar in group.bars}

    assert heights[341] == 190
    assert heights[231] == round(190 * 231 / 341)
    assert all(bar.y + bar.height == 200 for group in chart.groups for bar in group.bars)


def test_bars_hatch_all_but_the_last_of_a_group():
    (group,) = charts.bars((("Autumn", (231, 322)),)).groups

    assert [bool(bar.hatch) for bar in group.bars] == [True, False]


def test_bars_of_nothing_are_drawn_without_dividing_by_it():
    chart = charts.bars((("Autumn", (0, 0)),))

    assert [bar.height for bar in chart.groups[0].bars] == [0, 0]


def test_bars_have_a_handful_of_round_lines():
    lines = charts.bars((("Autumn", (231, 341)),)).lines

    assert [value for _, _, value in lines] == [0, 100, 200, 300]


def test_hatch_stays_inside_its_bar():
    points = re.findall(r"[ML](\d+) (\d+)", charts.hatch(48, 84, 38, 116))

    assert points
    assert all(48 <= int(x) <= 86 and 84 <= int(y) <= 200 for x, y in points)


def test_trend_runs_from_the_lowest_to_the_highest_value():
    chart = charts.trend(("1", "2", "3"), (("", (1.0, 4.0, 2.5)),), (1, 4))
    (line,) = chart.lines
    low, high, middle = line.dots

    assert (low.y, high.y) == (charts.BASE, charts.BASE - charts.TALL + 12)
    assert high.y < middle.y < low.y
    assert [dot.value for dot in line.dots] == ["1.0", "4.0", "2.5"]
    assert [value for _, _, value in chart.grid] == [1, 2, 3, 4]


def test_trend_of_several_lines_has_signs_instead_of_values():
    chart = charts.trend(("1", "2"), (("A", (0.0, 40.0)), ("B", (100.0, 60.0))), (0, 100))

    assert [line.sign for line in chart.lines] == ["A", "B"]
    assert {dot.value for line in chart.lines for dot in line.dots} == {""}
