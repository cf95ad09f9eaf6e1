"""Each test has its own gateway in memory."""

from collections.abc import Iterator

import pytest

from subscriptions.gateways.memory import MemoryGateway, shared_memory_gateway


@pytest.fixture(autouse=True)
def memory_gateway() -> Iterator[MemoryGateway]:
    """What `get_gateway()` returns, with no checkout yet."""
    shared_memory_gateway.cache_clear()
    yield shared_memory_gateway()
    shared_memory_gateway.cache_clear()
