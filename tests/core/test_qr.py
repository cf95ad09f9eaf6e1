import re

import segno

from core.qr import QUIET, square_code


def squares(path: str) -> set[tuple[int, int]]:
    found = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        found |= {(int(x) + step, int(y)) for step in range(int(width))}
    return found


def test_code_has_the_dark_squares_of_the_address_and_white_around_it():
    address = "https://www.example.org/check-in/1:abc/"
    code = square_code(address)
    matrix = segno.make_qr(address, error="q").matrix
    assert code.size == len(matrix) + 2 * QUIET
    assert squares(code.path) == {
        (x + QUIET, y + QUIET)
        for y, row in enumerate(matrix)
        for x, value in enumerate(row)
        if value
    }
