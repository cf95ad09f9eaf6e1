from itertools import product

import pytest
from django.db import models

from core.management.commands.draw_states import feature_pages, redrawn
from core.moves import MoveNotAllowed, Moves, _tables


class Light(models.TextChoices):
    RED = "red", "Red"
    GREEN = "green", "Green"
    OUT = "out", "Out of order"


@pytest.fixture
def lights():
    table = Moves("test_lights", "A light", Light, start=Light.RED)
    table.add("let_go", Light.RED, Light.GREEN, by=["site"])
    table.add("break", [Light.RED, Light.GREEN], Light.OUT, by=["weather", "site"])
    yield table
    del _tables["test_lights"]


def test_each_move_starts_where_the_table_says_and_nowhere_else(lights):
    allowed = {("let_go", "red"): "green", ("break", "red"): "out", ("break", "green"): "out"}
    for name, state in product(["let_go", "break"], Light.values):
        if (name, state) in allowed:
            assert lights.target(name, state) == allowed[name, state]
        else:
            with pytest.raises(MoveNotAllowed):
                lights.target(name, state)


def test_refusal_says_what_the_thing_is(lights):
    with pytest.raises(MoveNotAllowed, match="A light that is out of order cannot do this."):
        lights.target("let_go", Light.OUT)


def test_possible_moves_are_those_of_the_actors(lights):
    assert [move.name for move in lights.possible("red")] == ["let_go", "break"]
    assert [move.name for move in lights.possible("red", actors=["weather"])] == ["break"]
    assert lights.possible("red", actors=["nobody"]) == []
    assert lights.possible("out") == []


def test_verb_is_used_once(lights):
    with pytest.raises(ValueError, match="let_go already"):
        lights.add("let_go", Light.GREEN, Light.RED, by=["site"])


def test_picture_has_every_move_and_where_things_end(lights):
    assert lights.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> red",
        "    red : Red",
        "    green : Green",
        "    out : Out of order",
        "    red --> green : let go",
        "    red --> out : break",
        "    green --> out : break",
        "    out --> [*]",
    ]


def test_page_is_drawn_between_its_marks(lights):
    page = "Before\n<!-- states: test_lights -->\nold\n<!-- end of states -->\nAfter\n"
    drawn = redrawn(page)
    assert drawn.startswith("Before\n<!-- states: test_lights -->\n```mermaid\nstateDiagram-v2")
    assert drawn.endswith("```\n<!-- end of states -->\nAfter\n")
    assert redrawn(drawn) == drawn


@pytest.mark.parametrize("path", feature_pages(), ids=lambda path: path.stem)
def test_feature_pages_show_the_states_as_they_are(path):
    words = path.read_text()
    assert redrawn(words) == words, "Run: manage.py draw_states"
