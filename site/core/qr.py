"""Addresses as square codes that a telephone's own camera reads."""

from dataclasses import dataclass

import segno

# White around the code, without which cameras do not find it.
QUIET = 4


@dataclass(frozen=True)
class SquareCode:
    """A code as one path of an SVG: `size` squares a side, the white around it included."""

    size: int
    path: str


def square_code(address: str) -> SquareCode:
    """The code of an address; a quarter of it may be dirty or torn and it can still be read."""
    code = segno.make_qr(address, error="q")
    rows = [bytes(row) for row in code.matrix_iter(border=QUIET)]
    return SquareCode(len(rows), "".join(_strokes(rows)))


def _strokes(rows: list[bytes]):
    """Each run of dark squares in a row as one rectangle."""
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            width = 1
            while x + width < len(row) and row[x + width] == row[x]:
                width += 1
            if row[x]:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
