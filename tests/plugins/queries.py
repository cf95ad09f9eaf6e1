"""Counting what a page or a service asks of the database."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

NOT_QUERIES = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.fixture
def count_queries(db) -> Callable[[Callable], int]:
    """`count_queries(lambda: client.get(url))`: how many queries that took, savepoints apart."""

    def count(call: Callable) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return sum(not query["sql"].startswith(NOT_QUERIES) for query in captured)

    return count
