"""Telling a database that is busy, or just starting again, from one that is broken."""

from django.db import Error, InterfaceError, OperationalError

# PostgreSQL: lock_not_available, deadlock_detected, serialization_failure.
_BUSY_STATES = {"55P03", "40P01", "40001"}
# admin_shutdown, crash_shutdown, cannot_connect_now; class 08 is connection_exception.
_GONE_STATES = {"57P01", "57P02", "57P03"}


def is_busy(error: Error) -> bool:
    """True when a row or the whole database is held, and trying again later may well succeed."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _BUSY_STATES or "database is locked" in str(error)


def is_gone(error: Error) -> bool:
    """True when the connection itself went away, as it does while a database server restarts."""
    if isinstance(error, InterfaceError):
        return True
    state = getattr(error.__cause__, "sqlstate", None) or ""
    lost = isinstance(error, OperationalError) and not state and "connection" in str(error)
    return state in _GONE_STATES or state.startswith("08") or lost
