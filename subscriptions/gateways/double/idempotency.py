"""Idempotency keys as Stripe keeps them: the first answer is repeated for 24 hours, other details
under the same key are refused, and a second request while the first runs is told to wait."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from subscriptions.gateways.double.errors import StripeFault

KEPT_SECONDS = 24 * 60 * 60


@dataclass
class _Kept:
    fingerprint: str
    since: float
    answer: dict[str, Any] | None = None


class IdempotencyKeys:
    """The keys seen in the last 24 hours."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}

    def answer_once(
        self, key: str, fingerprint: str, work: Callable[[], dict[str, Any]]
    ) -> tuple[dict[str, Any], bool]:
        """Return what `work` answers and False, or the kept answer and True. A request that was
        refused leaves no trace, so it can be put right and sent again."""
        if not key:
            return work(), False
        if len(key) > 255:
            raise StripeFault(400, "Idempotency keys are at most 255 characters long.")
        if (kept := self._claim(key, fingerprint)) is not None:
            return kept, True
        try:
            answer = work()
        except BaseException:
            with self._lock:
                del self._kept[key]
            raise
        with self._lock:
            self._kept[key].answer = answer
        return answer, False

    def _claim(self, key: str, fingerprint: str) -> dict[str, Any] | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or time.time() - kept.since > KEPT_SECONDS:
                self._kept[key] = _Kept(fingerprint, time.time())
                return None
            if kept.fingerprint != fingerprint:
                raise StripeFault(
                    400,
                    "This idempotency key was first used with other parameters. Use another key.",
                    kind="idempotency_error",
                )
            if kept.answer is None:
                raise StripeFault(
                    409,
                    "Another request with this idempotency key is in progress.",
                    kind="idempotency_error",
                    code="idempotency_key_in_use",
                )
            return kept.answer
