"""Several callers at once, each with a database connection of its own."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import close_old_connections, connection

PATIENCE_SECONDS = 60


@dataclass
class Outcome:
    """What one caller got: what it returned, or what was raised."""

    result: Any = None
    error: BaseException | None = None


class Race:
    """Starts every call at the same moment and waits for all of them."""

    def __call__(
        self,
        calls: Sequence[Callable[[], Any]] | Callable,
        times: int = 0,
        *,
        patient: bool = True,
    ):
        """Run the calls at once, or one call `times` times; outcomes come in the calls' order. Not
        `patient`, they wait for a lock as long as the site does."""
        chosen = [calls] * times if callable(calls) else list(calls)
        outcomes = [Outcome() for _ in chosen]
        barrier = threading.Barrier(len(chosen))
        threads = [
            threading.Thread(target=self._run, args=(call, outcome, barrier, patient), daemon=True)
            for call, outcome in zip(chosen, outcomes, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        assert not any(thread.is_alive() for thread in threads), "A caller never came back."
        return outcomes

    @staticmethod
    def _run(
        call: Callable[[], Any], outcome: Outcome, barrier: threading.Barrier, patient: bool
    ) -> None:
        close_old_connections()
        try:
            connection.ensure_connection()
            if patient:
                _wait_long_for_locks()
            barrier.wait(PATIENCE_SECONDS)
            outcome.result = call()
        except BaseException as error:  # the test looks at what was raised
            outcome.error = error
        finally:
            connection.close()


def _wait_long_for_locks() -> None:
    """A race is about how it ends, and fifty callers in one line need more than the site's three
    seconds on a slow machine. That it waits no longer has tests of its own."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")


@pytest.fixture
def threads(transactional_db) -> Race:
    """`threads([call, call])` or `threads(call, times=50)`: a list of outcomes.

    The test must be marked `postgres`: SQLite has one writer, so a race there proves nothing."""
    return Race()


def errors(outcomes: Sequence[Outcome]) -> list[BaseException]:
    """What was raised, for `assert errors(outcomes) == []`."""
    return [outcome.error for outcome in outcomes if outcome.error is not None]
