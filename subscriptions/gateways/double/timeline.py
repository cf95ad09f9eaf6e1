"""Things that happen later, in one background thread."""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Timeline(threading.Thread):
    """Runs each job once its time has come, one after another."""

    def __init__(self) -> None:
        super().__init__(name="stripe-double", daemon=True)
        self._wake = threading.Condition()
        self._jobs: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._stopped = False

    def after(self, seconds: float, job: Callable[[], None]) -> None:
        """Run `job` in `seconds`; jobs of one moment run in the order they were given."""
        with self._wake:
            due = time.monotonic() + seconds
            heapq.heappush(self._jobs, (due, next(self._order), job))
            self._wake.notify()

    def stop(self) -> None:
        """End the thread after the job it is at; what has not happened yet never does."""
        with self._wake:
            self._stopped = True
            self._wake.notify()

    def run(self) -> None:
        while (job := self._next()) is not None:
            try:
                job()
            except Exception:  # one job's fault must not end the others: it is logged whole
                logger.exception("The Stripe double could not do something it had planned")

    def _next(self) -> Callable[[], None] | None:
        with self._wake:
            while not self._stopped:
                wait = self._jobs[0][0] - time.monotonic() if self._jobs else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._jobs)[2]
                self._wake.wait(wait)
        return None
