"""Words that name people: found too often rather than too seldom."""

import pytest

from psg_catalogue.naming import find_names, places_of, without_names

NAMES = ("Dr Aurelia Thornfield", "Peregrine Oakley-Marsh", "Jo Long", "Nell O’Hara", "Zoë Grace")


def taken_out(words: str) -> str:
    return without_names(words, find_names(words, NAMES))


@pytest.mark.parametrize(("words", "left"), [
    ("Aurelia Thornfield went too fast.", "[name] went too fast."),
    ("More of aurelia's examples, please", "More of [name] examples, please"),
    ("I liked THORNFIELD’S slides.", "I liked [name] slides."),
    ("Thank you, Zoe!", "Thank you, [name]!"),
    ("Ask oakley-marsh; or Marsh, or Oakley.", "Ask [name]; or [name], or [name]."),
    ("Nell O'Hara and Jo", "[name] and [name]"),
    ("Mrs Smith talked over Mr. jones.", "[name] talked over [name]."),
    ("miss it? Miss Honey did.", "miss it? [name] did."),
    ("Write to zoe.g@example.org", "Write to [name]"),
    ("Mr and Mrs Brown", "Mr and [name]"),
])  # fmt: skip
def test_names_are_found_however_they_are_written(words, left):
    assert taken_out(words) == left


@pytest.mark.parametrize("words", [
    "It was too long, and the marsh was cold.",
    "I will miss it; say grace.",
    "The doctor said so. Dr. \nNext time more.",
    "More thorns in the field, and a fast jo.",
    "I miss the old room. Sir, yes.",
    "",
])  # fmt: skip
def test_plain_words_are_left_alone(words):
    assert taken_out(words) == words


def test_a_capital_tells_a_name_from_a_word():
    assert taken_out("Grace was long.") == "[name] was long."
    assert taken_out("Long was good.") == "[name] was good."


def test_other_words_are_taken_out_whole():
    words = "Tommy and tommy’s dog, not Tommyrot (Year 3)"
    assert without_names(words, places_of(words, ["tommy", " year 3 ", ""])) == (
        "[name] and [name]’s dog, not Tommyrot ([name])"
    )
