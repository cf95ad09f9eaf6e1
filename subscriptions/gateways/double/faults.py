"""Faults on request: what goes wrong between a site and a payment provider, by name."""

import threading
from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass
class Faults:
    """What shall go wrong. Counters run down as they are used; the rest stays until cleared.

    To reorder events, delay one kind: `delay_events={"checkout.session.completed": 5}`; "*" delays
    every kind."""

    lost_replies: int = 0  # checkouts or refunds made, but the connection closes without an answer
    slow_seconds: float = 0.0  # every answer of the API waits this long
    server_errors: int = 0  # requests answered 500 with nothing done
    wrong_amount: int = 0  # pence that the next checkouts report instead of what was asked
    refunds_that_wait: int = 0  # refunds that stay pending for a while
    refunds_that_fail: int = 0  # refunds that the bank sends back after a while
    wrong_refund_amount: int = 0  # pence that the next refunds are of instead of what was asked
    duplicate_events: int = 0  # further times that each event is sent
    drop_events: bool = False  # events are kept but never sent
    live_events: bool = False  # events claim to be of live mode
    delay_events: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def take(self, name: str) -> bool:
        """Use up one of the counter `name`; False when none is left."""
        with self._lock:
            left = getattr(self, name)
            setattr(self, name, max(0, left - 1))
            return left > 0

    def set(self, wanted: dict[str, Any]) -> None:
        """Set the faults named in `wanted`. Raises ValueError, changing nothing, for a fault that
        does not exist or a value of another type."""
        known = {each.name: getattr(Faults(), each.name) for each in fields(self)}
        read = {}
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"no such fault: {name}; there are {', '.join(known)}")
            read[name] = _as_kind_of(known[name], value, name)
        for name, value in read.items():
            setattr(self, name, value)

    def clear(self) -> None:
        """Let nothing go wrong."""
        self.set(asdict(Faults()))

    def delay_of(self, kind: str) -> float:
        """Return how many seconds an event of `kind` is late."""
        return self.delay_events.get(kind, self.delay_events.get("*", 0.0))


def _as_kind_of(example: Any, value: Any, name: str) -> Any:
    if isinstance(example, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(example):
        raise ValueError(f"{name} must be of the type {type(example).__name__}")
    if isinstance(value, int | float) and not 0 <= value <= 1_000_000:
        raise ValueError(f"{name} must be between 0 and 1000000")
    if isinstance(value, dict):
        return {str(kind): _as_kind_of(0.0, seconds, name) for kind, seconds in value.items()}
    return value
