"""The sentences that the office may change: found in templates, filled, and never run."""

import pytest
from django.template import Context, TemplateSyntaxError, engines

from core.letters.words import Part, fill, fits, missing_in, unknown_in

TAG = (
    '{% words "opening" "First words" school=school.name until=until needs="until" %}'
    "Of {school} until {until}.{% endwords %}"
)


def said(own: dict | None = None, source: str = TAG, **context) -> str:
    template = engines["django"].from_string(source).template
    words = {"school": {"name": "Ash & {until}"}, "until": "12:00", "own_words": own or {}}
    return template.render(Context({**words, **context}, autoescape=False))


def test_words_as_delivered_hold_the_facts_and_facts_are_not_read_for_names():
    assert said() == "Of Ash & {until} until 12:00."


def test_the_offices_words_stand_in_their_place():
    assert said({"opening": "Say so by {until}."}) == "Say so by 12:00."
    assert said({"closing": "Another."}) == "Of Ash & {until} until 12:00."


@pytest.mark.parametrize("stale", ["By {until}, {gone}.", "No fact at all."])
def test_words_that_no_longer_fit_give_way_to_those_delivered(stale):
    assert said({"opening": stale}) == "Of Ash & {until} until 12:00."


def test_nothing_typed_is_run():
    """SAFETY 51, 54."""
    typed = "{{ 7*7 }} {% now 'Y' %} {school.name} {until}"
    assert fill(typed, {"until": "12:00"}) == "{{ 7*7 }} {% now 'Y' %} {school.name} 12:00"


def test_what_is_wrong_with_words_is_named():
    assert unknown_in("{{7*7}} {school} {day} {", ["school"]) == ["{{7*7}}", "{day}", "{"]
    assert unknown_in("{{school}}", ["school"]) == ["{{school}}"]
    assert missing_in("By then.", ["until"]) == ["until"]
    part = Part("opening", "First words", "", names=("until",), needs=("until",))
    assert fits(part, "By {until}")
    assert not fits(part, "By then")


@pytest.mark.parametrize(
    "wrong",
    [
        '{% words "a" "A" %}Of {school}.{% endwords %}',
        '{% words "a" "A" school=school needs="until" %}Of {school}.{% endwords %}',
    ],
)
def test_template_that_promises_what_it_has_not_does_not_compile(wrong):
    with pytest.raises(TemplateSyntaxError):
        said(source=wrong)
