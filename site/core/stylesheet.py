"""One stylesheet out of the many: css/index.css names the files and their layers.

A browser would fetch each @import in turn; joined, the page asks once
(site/docs/decisions: one stylesheet).
"""

import re
from pathlib import Path

from django.conf import settings

CSS = Path(settings.SITE) / "static" / "css"
INDEX = CSS / "index.css"
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\n  \}\n\}", re.DOTALL)
LIGHT = re.compile(r":root \{\s*color-scheme: light dark;(.*?)\n\}", re.DOTALL)
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANK = re.compile(r"\n\s*\n+")


def stylesheets() -> dict[Path, str]:
    """Every file that is made from others, with its text."""
    tokens = (CSS / "tokens.css").read_text()
    return {
        CSS / "site.css": _tidy(IMPORT.sub(_inlined, INDEX.read_text())),
        CSS / "scheme-dark.css": _scheme("dark", DARK.search(tokens)[1]),
        CSS / "scheme-light.css": _scheme("light", LIGHT.search(tokens)[1]),
    }


def stale() -> list[Path]:
    """The made files that are missing or no longer say what their sources say."""
    return [
        path
        for path, text in stylesheets().items()
        if not path.exists() or path.read_text() != text
    ]


def _scheme(name: str, tokens: str) -> str:
    """One colour scheme whatever the system prefers: for the gallery alone."""
    colours = re.findall(r"--[\w-]+:\s*(?:#|rgb|0 1px)[^;]*;", COMMENT.sub("", tokens))
    return _tidy(
        f"@media screen {{ :root {{\n  color-scheme: {name};\n  " + "\n  ".join(colours) + "\n} }\n"
    )


def _inlined(found: re.Match) -> str:
    text = (CSS / found["file"]).read_text()
    return f"@layer {found['layer']} {{\n{text}\n}}"


def _tidy(css: str) -> str:
    return (
        "/* Made by manage.py bundle_css from css/index.css. */\n"
        + BLANK.sub("\n", COMMENT.sub("", css)).lstrip()
    )
