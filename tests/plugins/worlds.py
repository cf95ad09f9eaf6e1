"""Rows that are made once for all tests of a module. Each test finds them as they were made: what
it does is undone as ever, by a savepoint of the transaction that they stand in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from tests.plugins.indexes import leave_indexes


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker) -> Iterator[Callable[[Callable], Any]]:
    """`made_once(build)` in a fixture of the module's scope: what `build` returns; its rows stand
    until the module's last test. Tests get a deep copy of it, and none of them commits."""

    def make(build: Callable) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            leave_indexes(patch)
            return build()

    with django_db_blocker.unblock(), transaction.atomic():
        yield make
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """What is done within leaves no row, so that one test asks many things of the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
