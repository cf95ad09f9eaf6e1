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
BAND, BANDS = 8, 8  # lines in a band, bands in a plate: enough to cover it at any slant
PLACES_A_ROW = 10


class Plate(NamedTuple):
    """A portrait in ruled lines: `line` is repeated at the offsets of `band`, and that band of
    lines at the offsets of `bands`."""

    key: str
    initials: tuple[str, str]
    paper: str
    slant: int
    line: str
    band: tuple[tuple[float, float], ...]
    bands: tuple[tuple[float, float], ...]


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
        line=_wavy_line(wander, wave, phase, reach=shift * BAND),
        band=tuple((round(shift * i, 1), round(i * LINE_STEP, 1)) for i in range(BAND)),
        bands=tuple(
            (round(shift * i % wave, 1), round(i * LINE_STEP, 1))
            for i in range(-BAND, BAND * (BANDS - 1), BAND)
        ),
    )


def _wavy_line(wander: float, wave: float, phase: float, reach: float) -> str:
    """A wave from far left of the plate to its right edge, in quarters; each after the first
    goes on from the last, so only the new points are named."""
    k, quarter = 2 * math.pi / wave, wave / 4
    handle = quarter / 3

    def height(x: float) -> float:
        return wander * math.sin(k * x + phase)

    def slope(x: float) -> float:
        return wander * k * math.cos(k * x + phase)

    x = -70 - wave - reach
    d = f"M{x:.0f} {height(x):.1f}C{x + handle:.0f} {height(x) + slope(x) * handle:.1f} "
    while x < 320:
        x += quarter
        d += f"{x - handle:.0f} {height(x) - slope(x) * handle:.1f} {x:.0f} {height(x):.1f}S"
    return d.removesuffix("S")


@lru_cache(maxsize=4096)
def places(taken: int, capacity: int, seed: str, cell: int = 13) -> Places:
    """Ten cells to a row, one pen stroke in each place taken. The stroke trembles a
    little, always the same way for the same session (`seed`)."""
    columns, rows = min(PLACES_A_ROW, capacity), math.ceil(capacity / PLACES_A_ROW)
    cells = "".join(
        _cells_of_row(min(PLACES_A_ROW, capacity - row * PLACES_A_ROW), row * cell + 0.5, cell)
        for row in range(rows)
    )
    strokes = ""
    for i in range(min(taken, capacity)):
        x, y = (i % PLACES_A_ROW) * cell + 0.5, (i // PLACES_A_ROW) * cell + 0.5
        t = _tremble(seed, i)
        strokes += (
            f"M{x + 3.2 + t[0]:.1f} {y + cell - 2.6 + t[1]:.1f}"
            f"L{x + cell - 3.2 + t[2]:.1f} {y + 2.6 + t[3]:.1f}"
        )
    return Places(columns * cell + 1, rows * cell + 1, cells, strokes)


def _cells_of_row(count: int, y: float, cell: int) -> str:
    """One box, and the lines that part it into cells."""
    return f"M.5 {y}h{count * cell}v{cell}H.5z" + f"m{cell} 0v{cell}m0-{cell}" * (count - 1)


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
