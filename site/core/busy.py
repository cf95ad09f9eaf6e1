"""Telling a database that is busy from one that is broken."""

from django.db import OperationalError

# PostgreSQL: lock_not_available, deadlock_detected, serialization_failure.
_BUSY_STATES = {"55P03", "40P01", "40001"}


def is_busy(error: OperationalError) -> bool:
    """True when trying again later may well succeed."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _BUSY_STATES or "database is locked" in str(error)
