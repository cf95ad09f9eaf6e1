"""Every letter of every app: named, and with examples that show each of its sentences."""

from collections import defaultdict
from pathlib import Path

import pytest

from core.letters import LetterKind, letters
from core.letters.words import every_part_of, parts_of
from core.letters.writing import Written, write_letter

FOLDER = Path(__file__).parents[2] / "templates" / "emails"
# Of the lines that letters share, those that a kind may never have.
NEVER = {"button_join", "join_alone", "button_door", "stop"}


def test_every_template_of_a_letter_is_registered():
    folders = {path.parent.name for path in FOLDER.glob("*/body.txt")}
    assert folders - {"outreach_letter"} == {each.kind for each in letters()}


@pytest.mark.django_db
def test_examples_show_every_sentence_with_its_reason_in_both_parts():
    wrong = [f"{each.kind}: {fault}" for each in letters() for fault in faults_of(each)]
    assert wrong == []


def faults_of(letter: LetterKind):
    seen: dict[str, dict] = {}
    for label, context in letter.examples():
        written = write_letter(
            letter.kind,
            context,
            to_name="Nell Hatherley",
            subject=context.get("subject"),
            facts_seen=seen,
        )
        yield from (f"{label}: {fault}" for fault in faults_in(written))
    missing = {part.key for part in parts_of(letter.kind)} - set(seen) - NEVER
    yield from (f"no example shows {key}" for key in missing)


def faults_in(written: Written):
    heading, _, rest = written.text.partition("\n\n")
    footer = rest.rpartition("\n--\n")[2]
    if not heading.strip():
        yield "no heading"
    if not footer.startswith("You have this ") or "Questions: " not in footer:
        yield "no reason"
    for words in (written.subject, written.text):
        if "{" in words or "  " in words or "None" in words or " ." in words:
            yield f"odd words: {words}"
    if written.html.count("<h1") != 1 or written.html.count('e-button" href') > 1:
        yield "more than one heading, or button"


def test_a_key_never_stands_for_two_sentences():
    for letter in letters():
        found = defaultdict(set)
        for part in every_part_of(letter.kind):
            found[part.key].add((part.label, part.default, part.needs))
        assert {key: parts for key, parts in found.items() if len(parts) > 1} == {}, letter.kind
