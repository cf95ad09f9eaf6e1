"""Callers that start at once, each with a connection of its own."""

import pytest
from django.db import connection

from tests.plugins.races import errors


def backend_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return cursor.fetchone()[0]


@pytest.mark.postgres
def test_every_caller_has_a_connection_of_its_own(threads):
    outcomes = threads(backend_number, times=10)
    assert errors(outcomes) == []
    assert len({outcome.result for outcome in outcomes}) == 10


@pytest.mark.postgres
def test_what_is_raised_comes_back_in_the_calls_order(threads):
    def refuse():
        raise ValueError("full")

    first, second = threads([refuse, lambda: "booked"])
    assert repr(first.error) == "ValueError('full')"
    assert second.result == "booked"
