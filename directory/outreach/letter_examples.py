"""Invented facts for the office's preview of the letters of outreach."""

from datetime import date, datetime

from core.academic_year import LONDON
from core.letters import Example
from directory.outreach.letters import Fact

_FACTS: dict[str, Fact] = {
    "school": "Larkmead Lower School",
    "host": "Larkmead Lower School",
    "base": "Thistlecombe Primary School",
    "ast": "Aurelia Thornfield",
    "requester": "Nell Hatherley",
    "adviser": "Tom Ashdown",
    "who": "Nell Hatherley",
    "why": "Every AST for English is busy until the spring term.",
    "answer": "We have read the case with care. English is well served in this area.",
    "case": "Our teachers of English have supported five schools since September.",
    "term": "autumn term 2026",
    "day": date(2026, 12, 18),
    "post_subject": "English",
    "phase": "primary",
    "funding": "funded by the authority",
    "amount_pence": 240000,
    "payee": "Larkmead Lower School",
    "sort": "Network meeting",
    "title": "The autumn meeting of ASTs",
    "starts_at": datetime(2026, 11, 24, 16, 15, tzinfo=LONDON),
    "ends_at": datetime(2026, 11, 24, 17, 45, tzinfo=LONDON),
    "news": "The record of visits can be filled in on a telephone now.",
}


def as_it_is_sent() -> list[Example]:
    return [("As it is sent", _FACTS)]


def with_and_without(name: str, label: str, other: str, *, said: str = "") -> list[Example]:
    """Two letters: where it is so, or something is said, and where not."""
    return [(label, {**_FACTS, name: said or True}), (other, {**_FACTS, name: ""})]


def by_reader(readers: dict[str, str], **facts: Fact) -> list[Example]:
    return [(label, {**_FACTS, **facts, "reader": reader}) for reader, label in readers.items()]


def by_party(changed: str = "") -> list[Example]:
    """To each who agrees a plan and, where a fact is named, once more with that so."""
    parties = {
        "ast": "To the AST",
        "base_head": "To the head of the base school",
        "host_leader": "To the school that is supported",
        "authority": "To the AST coordinator",
    }
    letters = [(label, {**_FACTS, "party": party}) for party, label in parties.items()]
    if changed:
        letters.append(("Of a plan that has changed", {**letters[2][1], changed: True}))
    return letters


def to_whom_it_was() -> list[Example]:
    readers = {
        "office": "To the AST coordinator",
        "base": "To the base school",
        "ast": "To the AST",
    }
    return [
        *by_reader(readers),
        *by_reader({"ast": "Withdrawn by the AST coordinator"}, by_office=True),
    ]
