"""One letter in words: its templates, the office's own sentences and the caller's facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.functional import SimpleLazyObject

from core.letters.html import letter_html
from core.letters.registry import letter_of
from core.models import PartnershipSettings

# What kept words show where the sent ones have a secret link, and the link that stops a kind.
LINK_PLACEHOLDER = "[link]"
STOP_PLACEHOLDER = "[stop]"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*\n")


@dataclass(frozen=True)
class Written:
    """A letter, ready to be kept."""

    subject: str
    text: str
    html: str


def write_letter(
    kind: str,
    context: dict,
    *,
    to_name: str = "",
    own_words: Mapping[str, str] | None = None,
    facts_seen: dict[str, dict[str, str]] | None = None,
    notice: str = "",
) -> Written:
    """The letter of this kind. `own_words` are the office's sentences by key; `facts_seen` is
    filled with the facts of each sentence in use. `notice` stands below the heading."""
    partnership = SimpleLazyObject(PartnershipSettings.load)
    words = {
        "partnership": partnership,
        "site_url": settings.SITE_URL,
        "demo_mode": settings.DEMO_MODE,
        "to_name": to_name,
        "link": LINK_PLACEHOLDER,
        "may_stop": letter_of(kind).may_stop,
        "own_words": own_words or {},
        "facts_seen": facts_seen,
        "notice": notice,
        **context,
    }
    folder = f"emails/{kind}"
    words["subject"] = subject = cut(one_line(_render(f"{folder}/subject.txt", words)))
    text = _BLANK_LINES.sub("\n\n", _render(f"{folder}/body.txt", words).strip()) + "\n"
    return Written(subject, text, in_our_look(subject, text, partnership))


def in_our_look(subject: str, text: str, partnership: PartnershipSettings | None = None) -> str:
    """The HTML part of plain words; the partnership is looked up where it is not given."""
    sender = (partnership or PartnershipSettings.load()).display_name
    return letter_html(subject, text, sender=sender)


def one_line(words: str) -> str:
    """The words on one line, without control characters: fit for a header."""
    return " ".join(_CONTROL.sub(" ", words or "").split())


def cut(subject: str, length: int = 200) -> str:
    return subject if len(subject) <= length else subject[: length - 1] + "…"


def _render(name: str, words: dict) -> str:
    """Plain text: nothing is escaped here."""
    rendered = get_template(name).template.render(Context(words, autoescape=False))
    return _CONTROL.sub("", rendered.replace("\r\n", "\n"))
