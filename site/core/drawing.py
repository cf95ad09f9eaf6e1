"""The drawings that are made from data: pen-portrait plate, places row, week strokes.

Plain geometry, no markup. Pure functions, cached by their arguments, so a listing costs
nothing the second time. Coordinates are SVG user units.
"""

import hashlib
import math
from functools import lru_cache
from typing import NamedTuple

SUGAR_PAPERS = ("blue", "sage", "buff", "brick", "heather", "slate")
PLATE_WIDTH, PLATE_HEIGHT = 240, 300
LINE_STEP = 6.6
PLACES_A_ROW = 10


class Plate(NamedTuple):
    """A portrait in ruled lines. `rows` are the offsets at which `line` is repeated."""

    key: str
    initials: tuple[str, str]
    paper: str
    slant: int
    line: str
    rows: tuple[tuple[int, float], ...]


class Places(NamedTuple):
    """Cells as one path, pen strokes as another."""

    width: int
    height: int
    cells: str
    strokes: str


class WeekStrokes(NamedTuple):
    """One stroke for each session of a week."""

    width: int
    strokes: tuple[str, ...]


@lru_cache(maxsize=1024)
def plate(name: str) -> Plate:
    """Draw a portrait from a name alone. Every number comes from the name, so a person
    always looks the same and nobody chooses another's colour."""
    digest = hashlib.sha256(name.encode()).digest()
    words = name.split() or ["?"]
    slant = -24 + digest[1] % 49  # degrees the pen leans
    wander = 3 + digest[2] % 7  # how far a line strays
    wave = 150 + digest[3] % 120  # length of one wave
    drift = 0.10 + (digest[4] % 20) / 100  # how each line follows the last
    phase = digest[5] / 255 * 2 * math.pi
    shift = drift * wave / (2 * math.pi) * 0.75
    return Plate(
        key=digest.hex()[:8],
        initials=(words[0][0].upper(), words[-1][0].upper()),
        paper=SUGAR_PAPERS[digest[7] % len(SUGAR_PAPERS)],
        slant=slant,
        line=_wavy_line(wander, wave, phase),
        rows=tuple((round(shift * i % wave), round(i * LINE_STEP, 1)) for i in range(-12, 59)),
    )


def _wavy_line(wander: float, wave: float, phase: float) -> str:
    k, quarter = 2 * math.pi / wave, wave / 4
    handle = quarter / 3

    def height(x: float) -> float:
        return wander * math.sin(k * x + phase)

    def slope(x: float) -> float:
        return wander * k * math.cos(k * x + phase)

    x = -70 - wave
    d = f"M{x} {height(x):.1f}"
    while x < 320:
        end = x + quarter
        d += (
            f"C{x + handle:.0f} {height(x) + slope(x) * handle:.1f}"
            f" {end - handle:.0f} {height(end) - slope(end) * handle:.1f}"
            f" {end:.0f} {height(end):.1f}"
        )
        x = end
    return d


@lru_cache(maxsize=4096)
def places(taken: int, capacity: int, seed: str, cell: int = 13) -> Places:
    """Ten cells to a row, one pen stroke in each place taken. The stroke trembles a
    little, always the same way for the same session (`seed`)."""
    columns, rows = min(PLACES_A_ROW, capacity), math.ceil(capacity / PLACES_A_ROW)

    def origin(i: int) -> tuple[float, float]:
        return (i % PLACES_A_ROW) * cell + 0.5, (i // PLACES_A_ROW) * cell + 0.5

    cells = "".join("M{} {}h{c}v{c}h-{c}z".format(*origin(i), c=cell) for i in range(capacity))
    strokes = ""
    for i in range(min(taken, capacity)):
        (x, y), t = origin(i), _tremble(seed, i)
        strokes += (
            f"M{x + 3.2 + t[0]:.1f} {y + cell - 2.6 + t[1]:.1f}"
            f"L{x + cell - 3.2 + t[2]:.1f} {y + 2.6 + t[3]:.1f}"
        )
    return Places(columns * cell + 1, rows * cell + 1, cells, strokes)


@lru_cache(maxsize=512)
def week_strokes(count: int, seed: str) -> WeekStrokes:
    """One pen stroke for each session in a week of the term strip."""
    strokes = []
    for i in range(count):
        t = _tremble(seed, i)
        strokes.append(f"M{3 + i * 7 + t[0]:.1f} 19L{10 + i * 7 + t[2]:.1f} 4")
    return WeekStrokes(7 * count + 6, tuple(strokes))


def _tremble(seed: str, i: int) -> list[float]:
    digest = hashlib.sha256(f"{seed}{i}".encode()).digest()
    return [(byte / 255 - 0.5) * 1.4 for byte in digest[:4]]
