"""The office changes the words of a kind of letter, and tries them on itself."""

import re

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.letters import letter_of
from core.letters.words import Part, missing_in, parts_of, unknown_in
from core.letters.writing import (
    LINK_PLACEHOLDER,
    STOP_PLACEHOLDER,
    cut,
    in_our_look,
    write_letter,
)
from core.models import LetterWords, Message, User
from core.once import forget, once

TEST = "letter_test"
LONGEST_LINE, LONGEST_BUTTON, LONGEST_WORDS = 150, 60, 2000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class WordsRefused(Exception):
    """Words that cannot be sent: `problems` has a sentence for each part, by its key."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def own_words(kind: str) -> dict[str, str]:
    """The office's sentences of this kind, by key; empty where all is as delivered. A request that
    writes letters of several kinds asks once."""
    changed = once("own words", lambda: dict(LetterWords.objects.values_list("kind", "words")))
    return changed.get(kind, {})


def check_words(kind: str, typed: dict[str, str]) -> dict[str, str]:
    """What of the typed sentences differs from those delivered, ready to be kept. Raises
    WordsRefused."""
    kept, problems = {}, {}
    for part in parts_of(kind):
        if part.key not in typed:
            continue
        words = _tidied(part, typed[part.key])
        if problem := _problem(part, words):
            problems[part.key] = problem
        elif words != part.default:
            kept[part.key] = words
    if problems:
        raise WordsRefused(problems)
    return kept


def words_with(kind: str, typed: dict[str, str]) -> dict[str, str]:
    """The office's words as they would be with what was typed. Raises WordsRefused."""
    untouched = {key: words for key, words in own_words(kind).items() if key not in typed}
    return {**untouched, **check_words(kind, typed)}


@transaction.atomic
def change_words(kind: str, typed: dict[str, str], *, by: User) -> LetterWords:
    """From now on letters of this kind say this; parts that were not typed stay as they are. Raises
    WordsRefused."""
    LetterWords.objects.get_or_create(kind=kind)
    letter = LetterWords.objects.select_for_update().get(kind=kind)
    forget("own words")
    return _keep(letter, words_with(kind, typed), by=by)


@transaction.atomic
def use_words_as_delivered(kind: str, *, by: User) -> None:
    """Every sentence of the kind is as delivered again."""
    letter = LetterWords.objects.select_for_update().filter(kind=kind).first()
    if letter is not None:
        _keep(letter, {}, by=by)


def send_test(kind: str, context: dict, typed: dict[str, str], *, to: User) -> Message:
    """One letter with these words and invented facts waits for the person's own address, marked as
    a test. Its links lead to the front page. Raises WordsRefused."""
    written = write_letter(
        kind,
        context,
        to_name=to.get_full_name(),
        own_words=words_with(kind, typed),
        notice=f"This is a test of the letter “{letter_of(kind).name}”. Its facts are invented.",
    )
    home, text = f"{settings.SITE_URL}/", written.text
    for placeholder in (LINK_PLACEHOLDER, STOP_PLACEHOLDER):
        text = text.replace(placeholder, home)
    subject = cut(f"Test: {written.subject}")
    return Message.objects.create(
        kind=TEST,
        to_email=to.email,
        to_name=to.get_full_name(),
        subject=subject,
        text_body=text,
        html_body=in_our_look(subject, text),
    )


def _keep(letter: LetterWords, words: dict[str, str], *, by: User) -> LetterWords:
    keys = sorted({*letter.words, *words})
    changes = {
        key: (letter.words.get(key), words.get(key))
        for key in keys
        if letter.words.get(key) != words.get(key)
    }
    if changes:
        letter.words, letter.changed_at = words, timezone.now()
        letter.save()
        record(letter, "letter.changed", by=by, changes=changes)
        forget("own words")
    return letter


def _tidied(part: Part, words: str) -> str:
    words = _CONTROL.sub("", (words or "").replace("\r\n", "\n"))
    if part.one_line:
        return " ".join(words.split())
    return "\n".join(line.rstrip() for line in words.strip().split("\n"))


def _problem(part: Part, words: str) -> str:
    """What is wrong with the words, as a sentence that says what to do; "" where nothing is."""
    if words == part.default:
        return ""
    if unknown := unknown_in(words, part.names):
        allowed = [f"{{{name}}}" for name in part.names]
        may = f"What may stand here: {', '.join(allowed)}." if allowed else "Nothing may, here."
        return f"{unknown[0]} is nothing that can be filled in. {may}"
    if missing := missing_in(words, part.needs):
        said = " and ".join(f"{{{name}}}" for name in missing)
        return f"{said} must stay: without it the reader misses a fact."
    if not words and not part.may_be_empty:
        return "This cannot be left out. Write something, or put the delivered words back."
    for placeholder in (LINK_PLACEHOLDER, STOP_PLACEHOLDER):
        if placeholder in words:
            return f"Leave {placeholder} out: the secret link is put in by itself."
    return _too_long(part, words)


def _too_long(part: Part, words: str) -> str:
    if part.is_button and (len(words) > LONGEST_BUTTON or set(words) & set(".,:")):
        return (
            f"A button has at most {LONGEST_BUTTON} characters, and no full stop, comma or colon."
        )
    longest = LONGEST_LINE if part.one_line else LONGEST_WORDS
    if len(words) > longest:
        return f"This has {len(words)} characters. Use at most {longest}."
    if any(line.strip() == "--" for line in words.split("\n")):
        return "A line of “--” begins the foot of the letter. Leave it out."
    return ""
