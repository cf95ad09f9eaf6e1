"""What the environment, or `.env` where the environment is silent, says of this installation."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_LINE = re.compile(r"""\s*(?:export\s+)?(\w+)\s*=\s*(?:'(.*)'|"(.*)"|(.*?))\s*""")


class NotUsable(Exception):
    """A variable, or the machine, does not allow it; the message says why and what to do."""


def dotenv() -> dict[str, str]:
    """What `.env` says, if there is one: `NAME=value` on a line, quotation marks or not. A `#`
    begins a comment only at the beginning of a line, since passwords hold it too. The settings,
    gunicorn and the commands of the Makefile all read it here. Raises NotUsable."""
    file = ROOT / ".env"
    if not file.is_file():
        return {}
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as why:
        raise NotUsable(f"{file} is not UTF-8. Save it as UTF-8 and try again.") from why
    found: dict[str, str] = {}
    for line in lines:
        if said := _LINE.fullmatch(line):
            name, *values = said.groups()
            found.setdefault(name, next(value for value in values if value is not None))
    return found


def setting(name: str, default: str = "") -> str:
    """A variable of the environment, or of `.env` where the environment has none."""
    return os.environ[name] if name in os.environ else dotenv().get(name, default)


def chosen_port() -> int:
    """The port of the web server; the one after it is the Stripe double's. Raises NotUsable."""
    words = setting("PORT", "8000")
    if not words.isdecimal() or not 1 <= int(words) <= 65_534:
        raise NotUsable(f"PORT is “{words}”. Give a number from 1 to 65534.")
    return int(words)


def site_address() -> str:
    """Where a person finds the site, without a slash at the end."""
    return setting("SITE_URL", f"http://localhost:{chosen_port()}").rstrip("/")


def for_the_demonstration() -> dict[str, str]:
    """The variables the demonstration's processes run with: what is set, and what is not."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": setting("DJANGO_SETTINGS_MODULE", "config.settings.dev"),
        "DEBUG": setting("DEBUG", "0"),
        "LOG_LEVEL": setting("LOG_LEVEL", "WARNING"),
        "PORT": str(chosen_port()),
        "PYTHONUNBUFFERED": "1",
    }
