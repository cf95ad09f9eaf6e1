"""Naming a fault in a log line without the names and addresses its message may hold."""

import traceback


def where(error: BaseException) -> str:
    """The kind of an error and the line it rose from, for example "KeyError at outbox.py:40".
    Never its message: a database error quotes the row, a mail error the address (SAFETY 70)."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} at {last.filename.rsplit('/', 1)[-1]}:{last.lineno}"
