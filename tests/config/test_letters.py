"""Every letter of every app: named, and with examples that show each of its sentences."""

from collections import defaultdict
from pathlib import Path

import pytest
from django.template import Node
from django.template.base import TextNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode

from core.letters import LetterKind, letters
from core.letters.words import every_part_of, parts_of
from core.letters.writing import Written, write_letter
from core.models import LetterWords, Message
from core.services.outbox import queue_message, written_together

FOLDER = Path(__file__).parents[2] / "templates" / "emails"
# Of the lines that letters share, those that a kind may never have.
NEVER = {"button_join", "join_alone", "button_door", "stop"}


def test_every_template_of_a_letter_is_registered():
    folders = {path.parent.name for path in FOLDER.glob("*/body.txt")}
    assert folders == {each.kind for each in letters()}


@pytest.mark.django_db
def test_examples_show_every_sentence_with_its_reason_in_both_parts():
    wrong = [f"{each.kind}: {fault}" for each in letters() for fault in faults_of(each)]
    assert wrong == []


def faults_of(letter: LetterKind):
    seen: dict[str, dict] = {}
    for label, context in letter.examples():
        written = write_letter(letter.kind, context, to_name="Nell Hatherley", facts_seen=seen)
        yield from (f"{label}: {fault}" for fault in faults_in(written))
    for part in parts_of(letter.kind):
        if part.is_button and set(part.default) & set(".,:"):
            yield f"no button: {part.default}"
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


@pytest.mark.django_db
def test_every_subject_and_sentence_can_be_changed_and_is_sent_as_changed():
    """Each sentence of each kind is written anew, a number and the facts that must stay; what waits
    in the outbox has the numbers of the sentences that stood in it, and none as delivered."""
    for letter in letters():
        own = {
            part.key: f"<{at}>" + " ".join(f"{{{name}}}" for name in part.needs)
            for at, part in enumerate(parts_of(letter.kind))
        }
        LetterWords.objects.create(kind=letter.kind, words=own)
    expected = []
    with written_together():
        for letter in letters():
            for label, context in letter.examples():
                queue_message(kind=letter.kind, to_email="nell@example.org", context=context)
                expected.append((letter.kind, label, seen_in(letter.kind, context)))
    wrong = []
    for message, (kind, label, seen) in zip(Message.objects.order_by("pk"), expected, strict=True):
        keys = {f"<{at}>": part.key for at, part in enumerate(parts_of(kind)) if part.key in seen}
        sent = [mark for mark in keys if mark in message.subject + message.text_body]
        of_subject = [mark for mark in keys if keys[mark].startswith("subject")]
        if sent != list(keys) or not message.subject.startswith(tuple(of_subject)):
            wrong.append(f"{kind}, {label}: {message.subject} has not {set(keys) - set(sent)}")
    assert wrong == []


def seen_in(kind: str, context: dict) -> dict:
    seen: dict[str, dict] = {}
    write_letter(kind, context, facts_seen=seen)
    return seen


def test_no_letter_says_a_word_that_the_office_cannot_change():
    """Beside facts a template has marks and line breaks. Only the frame says who writes."""
    said = {
        (letter.kind, words.strip())
        for letter in letters()
        for name in ("subject.txt", "body.txt")
        for words in words_outside(get_template(f"emails/{letter.kind}/{name}").template.nodelist)
    }
    assert said == {("evaluation_invitation", "certificate/")}  # the end of an address


def words_outside(nodes):
    for node in nodes:
        if isinstance(node, TextNode) and any(map(str.isalpha, node.s)):
            yield node.s
        for name in node.child_nodelists if isinstance(node, Node) else ():
            yield from words_outside(getattr(node, name, None) or ())
        if isinstance(node, IncludeNode):
            yield from words_outside(get_template(node.template.resolve({})).template.nodelist)


def test_a_key_never_stands_for_two_sentences():
    for letter in letters():
        found = defaultdict(set)
        for part in every_part_of(letter.kind):
            found[part.key].add((part.label, part.default, part.needs))
        assert {key: parts for key, parts in found.items() if len(parts) > 1} == {}, letter.kind
