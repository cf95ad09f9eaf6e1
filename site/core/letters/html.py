"""The HTML part of a letter, made from its plain text: one source, everything escaped.

What is read: the first paragraph is the heading; after a line of "--" comes the footer; an empty
line ends a paragraph. Within one, lines that begin with "/ ", "- " or "– " are a list, lines
"Label: value" are facts, and "Tuesday 24 November 2026, 16:15 …" opens the when of a session. A
line "Words: address" alone is a button where the address is ours, so that nothing anybody typed
can put a button of ours in front of another site."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string

from core.letters.look import dark, light

_FOOTER = re.compile(r"^--\n", re.MULTILINE)
_ITEM = re.compile(r"^([/–-]) (.+)$")
_FACT = re.compile(r"^([^.:]{1,40}): (.+)$")
_ADDRESS = r"(?:\[(?:link|stop)\][\w/-]*|https?://[^\s<>\"]*[^\s<>\".,;:!?)'’”])"
_BUTTON = re.compile(rf"^([^.,:]{{1,60}}): ({_ADDRESS})$")
_WORDED_LINK = re.compile(rf"^([^:]+): ({_ADDRESS})$")
_LINK = re.compile(f"({_ADDRESS})")
_WHEN = re.compile(r"^((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d[^,]*), (\d\d:\d\d.*)$")
_PREHEADER = 120

# A line of text as its links and what stands between them: (words, address or "").
Line = list[tuple[str, str]]


@dataclass
class Block:
    """A piece of a letter: `words`, `when`, `facts`, `list` or `button`."""

    kind: str
    lines: list = field(default_factory=list)


def letter_html(subject: str, text: str, *, sender: str) -> str:
    """The whole HTML of a letter with this subject and plain text, from `sender`."""
    body, footer = _split(text)
    heading, blocks = subject, []
    paragraphs = [each.strip("\n") for each in re.split(r"\n[ \t]*\n", body) if each.strip()]
    if paragraphs and footer:  # our own letters begin with what has happened
        heading, *paragraphs = paragraphs
    for paragraph in paragraphs:
        blocks += _blocks_of(paragraph)
    _one_filled_button(blocks)
    words = {
        "subject": subject,
        "sender": sender,
        "heading": " ".join(heading.split()),
        "preheader": _preheader(paragraphs),
        "blocks": blocks,
        "footer": [_footer_line(line) for line in footer.strip().splitlines()],
        "light": light(),
        "dark": dark(),
    }
    return render_to_string("emails/frame.html", words)


def _split(text: str) -> tuple[str, str]:
    """What stands before and after the last line of "--"; all of it where there is none."""
    found = list(_FOOTER.finditer(text))
    return (text[: found[-1].start()], text[found[-1].end() :]) if found else (text, "")


def _preheader(paragraphs: list[str]) -> str:
    """The first words without a link, for the line beside the subject."""
    first = next((each for each in paragraphs if not _LINK.search(each)), "")
    words = " ".join(first.split())
    return words if len(words) <= _PREHEADER else words[: _PREHEADER - 1].rstrip() + "…"


def _blocks_of(paragraph: str) -> list[Block]:
    """Runs of lines of one sort."""
    lines = paragraph.splitlines()
    if len(lines) == 1 and (found := _BUTTON.match(lines[0])) and _is_ours(found[2]):
        return [Block("button", [(found[1], found[2])])]
    blocks: list[Block] = []
    if when := _WHEN.match(lines[0]):
        blocks.append(Block("when", [when[1], when[2]]))
        lines = lines[1:]
        while lines and not _ITEM.match(lines[0]) and not lines[0].endswith(":"):
            blocks[0].lines.append(_worded(lines.pop(0)))
    is_facts = not _is_sentence(lines) and all(
        _FACT.match(line) or _ITEM.match(line) for line in lines
    )
    for line in lines:
        if item := _ITEM.match(line):
            _add(blocks, "list", (item[1], _links_of(item[2])))
        elif is_facts and (fact := _FACT.match(line)):
            _add(blocks, "facts", (fact[1], _links_of(fact[2])))
        else:
            _add(blocks, "words", _links_of(line))
    return blocks


def _add(blocks: list[Block], kind: str, line) -> None:
    if not blocks or blocks[-1].kind != kind:
        blocks.append(Block(kind))
    blocks[-1].lines.append(line)


def _one_filled_button(blocks: list[Block]) -> None:
    """The first is the thing to do; what else may be done is a link with words."""
    for block in [each for each in blocks if each.kind == "button"][1:]:
        block.kind = "words"
        block.lines = [block.lines]


def _links_of(line: str) -> Line:
    pieces = _LINK.split(line)
    return [(piece, piece if at % 2 else "") for at, piece in enumerate(pieces) if piece]


def _is_sentence(lines: list[str]) -> bool:
    """One line that ends as a sentence does, such as "Keep this email: its link does not end." """
    return len(lines) == 1 and lines[0].endswith((".", ":", "?", "!"))


def _worded(line: str) -> Line:
    """ "See it: https://…" of a session is a link with words, where the address is ours."""
    found = _WORDED_LINK.match(line)
    return [(found[1], found[2])] if found and _is_ours(found[2]) else _links_of(line)


def _footer_line(line: str) -> Line:
    """ "Stop them here: https://…" is a link with words."""
    found = _WORDED_LINK.match(line)
    return [(found[1], found[2])] if found else _links_of(line)


def _is_ours(address: str) -> bool:
    return address.startswith(("[", f"{settings.SITE_URL}/"))
