"""One URL for the database, with what each engine needs to be safe under two writers."""

import environ

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
)
# A row held longer than this answers 503 with Retry-After (core.middleware.BusyDatabase).
LOCK_TIMEOUT_SECONDS = 3


def database_from(url: str) -> dict:
    """Return Django's settings for a database URL: SQLite with WAL and IMMEDIATE transactions,
    or PostgreSQL with a lock timeout of LOCK_TIMEOUT_SECONDS."""
    database = environ.Env.db_url_config(url)
    options = database.setdefault("OPTIONS", {})
    if "sqlite" in database["ENGINE"]:
        options.update(
            {
                "transaction_mode": "IMMEDIATE",
                "timeout": LOCK_TIMEOUT_SECONDS + 2,
                "init_command": SQLITE_PRAGMAS,
            }
        )
    else:
        database["CONN_HEALTH_CHECKS"] = True
        options.setdefault("options", f"-c lock_timeout={LOCK_TIMEOUT_SECONDS}s")
    return database
