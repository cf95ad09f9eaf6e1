"""Geometry of the charts. Coordinates are SVG user units; a template prints them."""

from functools import lru_cache
from typing import NamedTuple

HATCH_STEP = 7
ROW, BAR_HEIGHT, AXIS, WIDEST = 34, 21, 28, 240
NAMED_ROW, NAMED_BAR, NAMED_WIDEST = 46, 16, 260
# Longer words than this run out of the picture; they stand in the table.
LONGEST_NAME = 44
TALL, BASE, LEFT, GROUP, BAR_WIDTH = 190, 200, 34, 100, 38
# A chart with two points is not drawn larger than one with five.
NARROWEST = 420


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
        drawn.append(AnswerRow(_shortened(label), top + 13, y + NAMED_BAR, bar))
    return AnswerChart(tuple(drawn), NAMED_ROW * len(rows))


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip(' ,')}…"


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


class TrendDot(NamedTuple):
    x: int
    y: int
    text_y: int
    value: str


class TrendLine(NamedTuple):
    """One line; `sign` stands at its end, `path` joins its dots."""

    sign: str
    sign_x: int
    sign_y: int
    path: str
    dots: tuple[TrendDot, ...]


class TrendChart(NamedTuple):
    lines: tuple[TrendLine, ...]
    grid: tuple[tuple[int, int, int], ...]  # y, text y, value
    labels: tuple[tuple[int, str], ...]  # x, words
    width: int


@lru_cache(maxsize=256)
def trend(
    labels: tuple[str, ...], lines: tuple[tuple[str, tuple[float, ...]], ...], span: tuple[int, int]
) -> TrendChart:
    """Lines over points in time, from the lowest to the highest of `span`. A line that is alone has
    its values beside its dots, to one decimal place."""
    low, high = span
    pitch = 84 if len(labels) < 6 else 60
    across = [LEFT + 30 + place * pitch for place in range(len(labels))]
    alone = len(lines) == 1

    def at(value: float) -> int:
        return BASE - round((TALL - 12) * (value - low) / (high - low))

    drawn = []
    for sign, values in lines:
        dots = tuple(
            TrendDot(x, at(value), at(value) - 11, f"{value:.1f}" if alone else "")
            for x, value in zip(across, values, strict=True)
        )
        path = "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots)
        drawn.append(TrendLine(sign, dots[-1].x + 12, dots[-1].y + 4, path, dots))
    step = _nice_step(high - low)
    grid = tuple((at(value), at(value) + 4, value) for value in range(low, high + 1, step))
    return TrendChart(tuple(drawn), grid, tuple(zip(across, labels, strict=True)), across[-1] + 40)
