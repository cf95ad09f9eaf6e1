"""Checks on what people type, for every form that takes a name or a line of words (SAFETY 54)."""

import re
import unicodedata

from django.core.exceptions import ValidationError

# Line and paragraph separators, control characters, and the marks that turn writing round.
_NEVER_IN_A_LINE = {"Cc", "Zl", "Zp"}
_TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NOT_A_NAME = re.compile(r"[<>@/\\{}]|www\.", re.IGNORECASE)


def one_line(value: str) -> None:
    """Refuse line breaks, tabs and control characters: what is typed here ends up in mail headers,
    calendars and spreadsheets."""
    odd = any(unicodedata.category(letter) in _NEVER_IN_A_LINE for letter in value)
    if odd or _TURNS_ROUND.search(value):
        raise ValidationError(
            "Write this on one line, without tabs or hidden characters.", code="one_line"
        )


def plain_name(value: str) -> None:
    """Refuse what no name holds, above all addresses: names are printed in mail to others."""
    if _NOT_A_NAME.search(value):
        raise ValidationError("Enter a name, without web or email addresses.", code="name")
