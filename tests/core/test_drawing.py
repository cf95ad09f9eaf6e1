"""The drawings made from data."""

import re

import pytest

from core import drawing


def test_plate_is_the_same_for_the_same_name():
    first = drawing.plate("Osric Penhallow-Batt")
    drawing.plate.cache_clear()

    assert drawing.plate("Osric Penhallow-Batt") == first


def test_plate_differs_by_name():
    assert drawing.plate("Osric Penhallow-Batt").line != drawing.plate("Ada Zouche").line


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("Tamsin Quillfeather", "buff"),
        ("Osric Penhallow-Batt", "heather"),
        ("Wilhelmina Tock", "slate"),
    ],
)
def test_plate_keeps_the_paper_a_name_has_always_had(name, paper):
    assert drawing.plate(name).paper == paper


def test_plate_takes_the_first_and_last_initial():
    assert drawing.plate("mary anne de Souza").initials == ("M", "S")


def test_plate_of_one_word_repeats_its_initial():
    assert drawing.plate("Prospero").initials == ("P", "P")


def test_plate_of_no_name_is_still_a_plate():
    assert drawing.plate("").initials == ("?", "?")


@pytest.mark.parametrize("name", ["Ada Zouche", "Tamsin Quillfeather", "Ezra Dovecote-Lunn"])
def test_plate_is_covered_by_its_lines_at_any_slant(name):
    """The far corner of the plate, turned by 24 degrees, lies 186 units from its middle."""
    d = drawing.plate(name)
    offsets = [y + band for _, y in d.bands for _, band in d.band]
    starts = float(d.line[1:].split(" ")[0])

    assert min(offsets) <= 150 - 186 - 9
    assert max(offsets) >= 150 + 186 + 9
    assert starts + max(x + shift for x, _ in d.bands for shift, _ in d.band) <= 120 - 171


def test_places_have_one_cell_a_place():
    """A row is a box (1 cell) and a line for each further cell."""
    cells = drawing.places(0, 24, "any").cells

    assert cells.count("M") + cells.count("v13m0") == 24


def test_places_have_one_stroke_a_place_taken():
    assert drawing.places(14, 20, "any").strokes.count("M") == 14


def test_places_never_show_more_strokes_than_places():
    assert drawing.places(23, 20, "any").strokes.count("M") == 20


@pytest.mark.parametrize(
    ("capacity", "width", "height"), [(5, 66, 14), (10, 131, 14), (12, 131, 27), (24, 131, 40)]
)
def test_places_stand_ten_to_a_row(capacity, width, height):
    d = drawing.places(0, capacity, "any")

    assert (d.width, d.height) == (width, height)


def test_places_strokes_stay_inside_their_cells():
    strokes = drawing.places(10, 10, "any").strokes
    points = [tuple(map(float, p)) for p in re.findall(r"[ML]([\d.]+) ([\d.]+)", strokes)]

    assert len(points) == 20
    assert all(
        13 * (i // 2) + 0.5 < x < 13 * (i // 2) + 13.5 and 0.5 < y < 13.5
        for i, (x, y) in enumerate(points)
    )


def test_places_strokes_depend_on_the_session():
    assert drawing.places(5, 20, "one").strokes != drawing.places(5, 20, "another").strokes


def test_week_strokes_are_one_a_session():
    d = drawing.week_strokes(3, "2026-11-23")

    assert (len(d.strokes), d.width) == (3, 27)
