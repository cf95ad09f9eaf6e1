"""What the environment, or `.env` where the environment is silent, says of this installation."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class NotUsable(Exception):
    """A variable, or the machine, does not allow it; the message says why and what to do."""


def setting(name: str, default: str = "") -> str:
    """A variable of the environment, or of `.env` where the environment has none."""
    if name in os.environ:
        return os.environ[name]
    dotenv = ROOT / ".env"
    for line in dotenv.read_text().splitlines() if dotenv.exists() else []:
        key, _, value = line.removeprefix("export ").partition("=")
        if key.strip() == name:
            return value.strip().strip("\"'")
    return default


def chosen_port() -> int:
    """The port of the web server; the one after it is the Stripe double's. Raises NotUsable."""
    words = setting("PORT", "8000")
    if not words.isdigit() or not 1 <= int(words) <= 65_534:
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
