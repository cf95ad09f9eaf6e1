"""What every test has at hand; each plugin's module says what its fixtures promise."""

import pytest

pytest_plugins = [
    "tests.plugins.collector",
    "tests.plugins.databases",
    "tests.plugins.templates",
    "tests.plugins.isolation",
    "tests.plugins.emptying",
    "tests.plugins.indexes",
    "tests.plugins.worlds",
    "tests.plugins.races",
    "tests.plugins.caches",
    "tests.plugins.queries",
    "tests.plugins.browsers",
    "tests.plugins.accessibility",
]


# Here and not in a plugin: pytest-playwright has a fixture of this name, and a conftest has the
# last word.
@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """So that `page.goto("/")` finds the site."""
    return live_server.url
