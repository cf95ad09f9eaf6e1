"""Geometry of the charts. Coordinates are SVG user units; a template prints them."""

from functools import lru_cache
from typing import NamedTuple

HATCH_STEP = 7
ROW, BAR_HEIGHT, AXIS, WIDEST = 34, 21, 28, 240
NAMED_ROW, NAMED_BAR, NAMED_WIDEST = 46, 16, 460
TALL, BASE, LEFT, GROUP, BAR_WIDTH = 190, 200, 34, 100, 38


class Bar(NamedTuple):
    """A bar with its figure; `hatch` is empty for a solid bar."""

    x: int
    y: int
    width: int
    height: int
    hatch: str
    text_x: int
    text_y: int
    value: int


class AnswerRow(NamedTuple):
    label: str
    text_y: int
    line_y: int
    bar: Bar


class AnswerChart(NamedTuple):
    rows: tuple[AnswerRow, ...]
    height: int


class Group(NamedTuple):
    label: str
    text_x: int
    bars: tuple[Bar, ...]


class BarChart(NamedTuple):
    groups: tuple[Group, ...]
    lines: tuple[tuple[int, int, int], ...]  # y, text y, value
    width: int


@lru_cache(maxsize=256)
def answers(rows: tuple[tuple[str, int], ...]) -> AnswerChart:
    """Horizontal bars, one a row: how many gave each answer."""
    most = max((count for _, count in rows), default=0) or 1
    drawn = []
    for i, (label, count) in enumerate(rows):
        y, width = 4 + i * ROW, round(WIDEST * count / most)
        bar = Bar(
            AXIS, y, width, BAR_HEIGHT, hatch(AXIS, y, width, BAR_HEIGHT),
            AXIS + width + 8, y + 16, count,
        )  # fmt: skip
        drawn.append(AnswerRow(label, y + 16, y + 26, bar))
    return AnswerChart(tuple(drawn), ROW * len(rows))


@lru_cache(maxsize=256)
def named(rows: tuple[tuple[str, int], ...]) -> AnswerChart:
    """Horizontal bars with words above each: figures of things that have names."""
    most = max((count for _, count in rows), default=0) or 1
    drawn = []
    for i, (label, count) in enumerate(rows):
        top, width = i * NAMED_ROW, max(round(NAMED_WIDEST * count / most), 2)
        y = top + 20
        bar = Bar(
            0, y, width, NAMED_BAR, hatch(0, y, width, NAMED_BAR), width + 8, y + 13, count
        )  # fmt: skip
        drawn.append(AnswerRow(label, top + 13, y + NAMED_BAR, bar))
    return AnswerChart(tuple(drawn), NAMED_ROW * len(rows))


@lru_cache(maxsize=256)
def bars(groups: tuple[tuple[str, tuple[int, ...]], ...]) -> BarChart:
    """Upright bars in groups: the last of a group is solid, those before it hatched."""
    most = max((value for _, values in groups for value in values), default=0) or 1
    step = _nice_step(most)
    scale = TALL / max(most, step)
    across = max((len(values) for _, values in groups), default=1)
    pitch = max(GROUP, across * (BAR_WIDTH + 4) + 16)
    drawn = []
    for i, (label, values) in enumerate(groups):
        left = LEFT + 14 + i * pitch
        drawn.append(
            Group(
                label,
                left + len(values) * (BAR_WIDTH + 4) // 2 - 2,
                tuple(_upright(left, k, values, scale) for k in range(len(values))),
            )
        )
    lines = tuple(
        (BASE - round(value * scale), BASE - round(value * scale) + 4, value)
        for value in range(0, most + 1, step)
    )
    return BarChart(tuple(drawn), lines, LEFT + 6 + pitch * len(groups))


def _upright(left: int, k: int, values: tuple[int, ...], scale: float) -> Bar:
    x, height = left + k * (BAR_WIDTH + 4), round(values[k] * scale)
    y = BASE - height
    solid = k == len(values) - 1
    lines = "" if solid else hatch(x, y, BAR_WIDTH, height)
    return Bar(x, y, BAR_WIDTH, height, lines, x + BAR_WIDTH // 2, y - 6, values[k])


def _nice_step(most: int) -> int:
    """A step of 1, 2 or 5 times a power of ten that gives about four lines."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if most / (factor * size) <= 4.5:
                return factor * size
        size *= 10


def hatch(x: int, y: int, width: int, height: int) -> str:
    """Pen strokes at 45 degrees that stay inside the rectangle."""
    parts = []
    for offset in range(HATCH_STEP, width + height, HATCH_STEP):
        x1, y1 = (x + offset, y) if offset <= width else (x + width, y + offset - width)
        x2, y2 = (x, y + offset) if offset <= height else (x + offset - height, y + height)
        parts.append(f"M{x1} {y1}L{x2} {y2}")
    return "".join(parts)
