"""Checks on what people type."""

import pytest
from django.core.exceptions import ValidationError

from core.validators import one_line, plain_name


@pytest.mark.parametrize("words", ["Year 2 teacher", "Siân O’Brien-Müller", "李 小龙", "50% post"])
def test_ordinary_words_are_one_line(words):
    assert one_line(words) is None


@pytest.mark.parametrize(
    "odd", ["\n", "\r", "\t", "\x00", "\x0b", "\x1b", "\x85", "\u2028", "\u2029", "\u202e"]
)
def test_breaks_and_hidden_characters_are_refused(odd):
    with pytest.raises(ValidationError, match="on one line"):
        one_line(f"Year{odd}2")


@pytest.mark.parametrize("name", ["Nell Oddy", "O’Brien", "J. R. Smith (Year 2)", "Nguyễn"])
def test_names_are_names(name):
    assert plain_name(name) is None


@pytest.mark.parametrize(
    "name", ["http://x.y", "www.x.y", "a@b.c", "<b>Nell</b>", "{{ x }}", "a\\b"]
)
def test_addresses_and_markup_are_no_names(name):
    with pytest.raises(ValidationError, match="without web or email addresses"):
        plain_name(name)
