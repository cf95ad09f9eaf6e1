"""manage.py draw_states"""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.moves import tables

_PICTURE = re.compile(r"<!-- states: (?P<name>\w+) -->\n.*?<!-- end of states -->", re.DOTALL)


def redrawn(words: str) -> str:
    """The page with each of its pictures as the tables have it now. Raises KeyError for a table
    that does not exist."""

    def draw(match: re.Match) -> str:
        name = match["name"]
        picture = tables()[name].mermaid()
        return f"<!-- states: {name} -->\n```mermaid\n{picture}\n```\n<!-- end of states -->"

    return _PICTURE.sub(draw, words)


def feature_pages() -> list[Path]:
    """The pages that pictures of states may stand on."""
    return sorted((settings.SITE / "docs" / "features").glob("*.md"))


class Command(BaseCommand):
    help = (
        "Draw the states of things on their feature pages, between “<!-- states: NAME -->” and "
        "“<!-- end of states -->”."
    )

    def handle(self, **options) -> None:
        for path in feature_pages():
            before = path.read_text()
            try:
                after = redrawn(before)
            except KeyError as name:
                raise CommandError(f"{path.name}: there is no table of moves {name}.") from None
            if after != before:
                path.write_text(after)
                self.stdout.write(f"{path.name} is drawn again.")
