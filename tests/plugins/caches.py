"""The cache of the live site, where a test is about it: elsewhere tests have one in memory."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.core.management import call_command

from core.cache import SharedCache


@pytest.fixture
def shared_cache(db, settings) -> Iterator[SharedCache]:
    """The table that every process shares, empty; a test with `threads` asks for those first."""
    from config.settings.base import CACHES

    settings.CACHES = {**settings.CACHES, "default": CACHES["default"]}
    call_command("createcachetable", verbosity=0)
    yield caches["default"]
    caches["default"].clear()


@pytest.fixture
def kept_fragments(settings) -> Iterator[None]:
    """What a process of the live site keeps from one request to the next, empty at first."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept"}
    settings.CACHES = {**settings.CACHES, "fragments": kept}
    yield
    caches["fragments"].clear()
