"""The README names every variable that something reads."""

import re

from django.conf import settings

READ = re.compile(r"""(?:env(?:\.\w+)?|environ\.get|setting)\(\s*["']([A-Z][A-Z_]+)["']""")
NOT_OURS = {"PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "MAKELEVEL"}


def variables_read() -> set[str]:
    """Names of the environment that settings, server, commands and tests look up."""
    folders = ("site/config", "bin", "bench", "tests/plugins")
    files = [path for folder in folders for path in (settings.ROOT / folder).rglob("*.py")]
    files.append(settings.ROOT / "site" / "gunicorn.conf.py")
    return {name for path in files for name in READ.findall(path.read_text())} - NOT_OURS


def variables_in_table() -> set[str]:
    """Names in the first column of the README's table."""
    rows = re.findall(r"^\| (`[A-Z][^|]*) \|", (settings.ROOT / "README.md").read_text(), re.M)
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_every_variable_that_is_read_stands_in_the_table():
    assert variables_read() - variables_in_table() == set()


def test_every_variable_in_the_table_is_read():
    assert variables_in_table() - variables_read() == set()
