"""Taking a person's names and addresses out of words."""

import json
import re
from typing import Any

from django.utils.html import escape

from core.privacy.person import Person

IN_PLACE = "[erased]"


class Redaction:
    """Finds the full names and the addresses of one person in words, however they are spaced
    and whether or not they are escaped for HTML or JSON. A single given name is not looked for: it
    would take everybody of that name."""

    def __init__(self, person: Person) -> None:
        wanted = {name for name in person.names if " " in name} | person.emails
        wanted |= {escape(each) for each in wanted} | {json.dumps(each)[1:-1] for each in wanted}
        parts = [r"\s+".join(map(re.escape, each.split())) for each in wanted]
        parts.sort(key=len, reverse=True)
        words = "|".join(parts) or r"(?!)"
        self._pattern = re.compile(rf"(?<![\w@.])(?:{words})(?![\w@])", re.IGNORECASE)

    def finds_in(self, value: Any) -> bool:
        return self.of(value) != value

    def of(self, value: Any) -> Any:
        """The value without the person, at any depth of lists and dictionaries."""
        if isinstance(value, str):
            return self._pattern.sub(IN_PLACE, value)
        if isinstance(value, dict):
            return {self.of(key): self.of(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.of(each) for each in value]
        return value
