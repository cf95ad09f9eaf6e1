"""What the settings say, in editors' words."""

import pytest
from django.template import engines

from core import stated
from core.stated import register_stated, state


@pytest.fixture(autouse=True)
def facts(monkeypatch):
    """One fact, and how often it was asked for."""
    asked = []
    monkeypatch.setattr(stated, "_stated", {})
    register_stated("notice", lambda: asked.append(1) or "five days before")
    return asked


def test_known_names_are_filled_in_and_all_else_stays_as_typed(facts):
    assert state("At {notice}, {{ 7*7 }} {today}") == "At five days before, {{ 7*7 }} {today}"
    assert (state("No fact."), len(facts)) == ("No fact.", 1)  # not asked for where it is not said


def test_words_are_escaped_as_before_and_marked_up_words_stay_so():
    template = engines["django"].from_string("{{ typed|stated }} {{ kept|safe|stated }}")
    words = template.render({"typed": "<b>{notice}", "kept": "<b>{notice}</b>"})
    assert words == "&lt;b&gt;five days before <b>five days before</b>"
