"""One stylesheet out of the many: css/index.css names the files and their layers.

A browser would fetch each @import in turn; joined, the page asks once
(site/docs/decisions: one stylesheet).
"""

import re
from pathlib import Path

from django.conf import settings

CSS = Path(settings.SITE) / "static" / "css"
INDEX, BUNDLE = CSS / "index.css", CSS / "site.css"
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANK = re.compile(r"\n\s*\n+")


def bundle() -> str:
    """The joined text: the order of layers first, then each file inside its layer."""
    return _tidy(IMPORT.sub(_inlined, INDEX.read_text()))


def _inlined(found: re.Match) -> str:
    text = (CSS / found["file"]).read_text()
    return f"@layer {found['layer']} {{\n{text}\n}}"


def _tidy(css: str) -> str:
    return "/* Made by manage.py bundle_css from css/index.css. */\n" + BLANK.sub(
        "\n", COMMENT.sub("", css)
    ).lstrip()
