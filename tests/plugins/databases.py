"""Which tests run on which database, and what each of them finds there."""

import os

import pytest
from django.conf import settings
from pytest_django.fixtures import validate_django_db

# Playwright's synchronous API keeps an event loop running in the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

COMMITTING = {"live_server", "transactional_db", "django_db_reset_sequences", "threads", "page"}


def on_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def asks_a_database(item: pytest.Item) -> bool:
    """False for a test that reads no row and writes none, by its own words."""
    names = {"db", "django_db_setup"} | COMMITTING
    return bool(item.get_closest_marker("django_db")) or not names.isdisjoint(
        getattr(item, "fixturenames", ())
    )


def commits(item: pytest.Item) -> bool:
    """True for a test whose rows other threads or a server must see, as those of a `browser` test
    and, where it does not say otherwise, of a `postgres` test."""
    marker = item.get_closest_marker("django_db")
    if marker and validate_django_db(marker)[0]:
        return True
    if COMMITTING.intersection(getattr(item, "fixturenames", ())):
        return True
    on_its_own = item.get_closest_marker("postgres") and not marker
    return bool(on_its_own or item.get_closest_marker("browser"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave `postgres` tests out elsewhere, and on PostgreSQL those that ask no database: once is
    enough. Let those commit that have to (tests.plugins.emptying clears up after them)."""
    wanted, left_out = [], []
    for item in items:
        if commits(item):
            item.add_marker(pytest.mark.django_db(transaction=True), append=False)
        is_for_postgres = item.get_closest_marker("postgres")
        elsewhere = not asks_a_database(item) if on_postgres() else is_for_postgres
        (left_out if elsewhere else wanted).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = wanted
