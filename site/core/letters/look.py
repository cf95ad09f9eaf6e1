"""The site's colours for mail, which cannot read our style sheet: taken from its tokens, so that a
letter changes with the site."""

import re
from functools import cache
from pathlib import Path

_TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
_DARK = "@media (prefers-color-scheme: dark)"
_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b")


@cache
def light() -> dict[str, str]:
    """Colours by name, with underscores: `ink`, `line_margin`, `on_act`."""
    return _colours(_TOKENS.read_text(encoding="utf-8").partition(_DARK)[0])


@cache
def dark() -> dict[str, str]:
    """The same for a dark screen."""
    return _colours(_TOKENS.read_text(encoding="utf-8").partition(_DARK)[2])


def _colours(css: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, colour in _COLOUR.findall(css):
        found.setdefault(name.replace("-", "_"), colour)
    return found
