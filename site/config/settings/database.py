"""One URL for the database, with what each engine needs to be safe under two writers."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
# A row held longer than this answers 503 with Retry-After (core.middleware.BusyDatabase).
LOCK_TIMEOUT_SECONDS = 3
# A connection outlives its request: opening one costs more than most queries.
CONNECTION_SECONDS = 60
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"


def database_from(url: str) -> dict[str, Any]:
    """Return Django's settings for a database URL: SQLite with WAL and IMMEDIATE transactions,
    or PostgreSQL with a lock timeout of LOCK_TIMEOUT_SECONDS. Raises ImproperlyConfigured."""
    scheme = url.partition(":")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with “{scheme}:”. It must begin with sqlite: or postgres:"
        )
    database = environ.Env.db_url_config(url)
    database["CONN_MAX_AGE"] = CONNECTION_SECONDS
    options = database.setdefault("OPTIONS", {})
    if database["ENGINE"] == SQLITE:
        options["transaction_mode"] = "IMMEDIATE"
        options["timeout"] = LOCK_TIMEOUT_SECONDS + 2
        options["init_command"] = SQLITE_PRAGMAS
    else:
        database["CONN_HEALTH_CHECKS"] = True
        options.setdefault("options", f"-c lock_timeout={LOCK_TIMEOUT_SECONDS}s")
    return database
