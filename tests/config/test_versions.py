"""Libraries whose older releases have known holes, and pins that hold."""

import re
from importlib.metadata import distribution, version

import pytest
from django.conf import settings
from packaging.specifiers import SpecifierSet
from packaging.version import Version

# The release that closed the last hole we know of, or the oldest this code was written for.
AT_LEAST = {
    "Django": "5.2.19",
    "wagtail": "8.0.1",  # fixes of CVE-2026-44197 to 44201, 54254 to 54263
    "django-allauth": "65.21.1",
    "stripe": "16.1.0",
    "pillow": "13.0.0",
    "cryptography": "50.0.2",
    "gunicorn": "27.0.1",
    "icalendar": "7.3.0",  # escapes CR and LF in parameters
    "weasyprint": "70.0",
    "psycopg": "3.3.9",
    "whitenoise": "6.12.0",
    "requests": "2.34.2",
    "urllib3": "2.8.0",
    "sqlparse": "0.6.1",
}
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(\[[a-z,]+\])?==(\S+)$")


def pins(name: str) -> dict[str, str]:
    """Name and version of each line of a requirement file that is not a comment or an include."""
    found = {}
    for line in (settings.ROOT / name).read_text().splitlines():
        if line and not line.startswith(("#", "-r ")):
            match = PIN.match(line)
            assert match, f"{name}: “{line}” is not pinned to one version"
            found[match[1].lower().replace("_", "-")] = match[3]
    return found


@pytest.mark.parametrize("name", AT_LEAST)
def test_library_is_not_older_than_its_last_fix(name):
    assert Version(version(name)) >= Version(AT_LEAST[name])


def test_every_requirement_is_pinned_as_the_constraints_say():
    constraints = pins("constraints.txt")
    wanted = {**pins("requirements.txt"), **pins("requirements-dev.txt")}
    assert {name: constraints.get(name) for name in wanted} == wanted


def test_what_is_installed_is_what_is_pinned():
    wanted = pins("requirements.txt")
    assert {name: version(name) for name in wanted} == wanted


def test_every_pin_takes_the_oldest_python_the_readme_names():
    """Debian 12 has 3.11.2, and soupsieve 3.0.2 and newer ask for 3.11.5."""
    wanted = {
        name: distribution(name).metadata["Requires-Python"] for name in pins("constraints.txt")
    }
    refuse = {
        f"{name} {asked}"
        for name, asked in wanted.items()
        if not SpecifierSet(asked or "").contains("3.11.0")
    }
    assert refuse == set()
