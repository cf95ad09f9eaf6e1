"""Tables whose rows nobody rewrites: the database itself refuses, whoever asks (SAFETY 67).

A trigger a table, on PostgreSQL and on SQLite. A door may be left for deleting: a condition on the
row that goes. Nothing is left for updating. Migrations put the triggers up; on SQLite a later
migration that remakes such a table takes them down, and must put them up again."""

from dataclasses import dataclass

REFUSAL = "The record of changes is never rewritten."


@dataclass(frozen=True)
class Guard:
    """One table, and the SQL condition on the outgoing row (`OLD`) under which it may be deleted;
    blank: never."""

    table: str
    deleted_when: str = ""


def install(connection, guards: list[Guard]) -> None:
    """From now on the database refuses to change these tables' rows."""
    for statement in _put_up(connection.vendor, guards):
        _run(connection, statement)


def lift(connection, guards: list[Guard]) -> None:
    """The opposite, for undoing a migration and for tests that empty every table."""
    for statement in _take_down(connection.vendor, guards):
        _run(connection, statement)


def _run(connection, statement: str) -> None:
    """Without parameters, so that a percent sign is only a percent sign."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _put_up(vendor: str, guards: list[Guard]) -> list[str]:
    if vendor == "postgresql":
        return [sql for guard in guards for sql in _postgresql(guard)]
    return [sql for guard in guards for sql in _sqlite(guard)]


def _take_down(vendor: str, guards: list[Guard]) -> list[str]:
    if vendor == "postgresql":
        return [
            sql
            for guard in guards
            for sql in (
                f"DROP TRIGGER IF EXISTS {guard.table}_kept ON {guard.table}",
                f"DROP TRIGGER IF EXISTS {guard.table}_not_emptied ON {guard.table}",
                f"DROP FUNCTION IF EXISTS {guard.table}_kept()",
            )
        ]
    return [
        f"DROP TRIGGER IF EXISTS {guard.table}_{name}"
        for guard in guards
        for name in ("not_updated", "not_deleted")
    ]


def _postgresql(guard: Guard) -> list[str]:
    door = (
        f"IF TG_OP = 'DELETE' THEN IF {guard.deleted_when} THEN RETURN OLD; END IF; END IF;"
        if guard.deleted_when
        else ""
    )
    return [
        f"CREATE OR REPLACE FUNCTION {guard.table}_kept() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {door} RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';"
        " END $$",
        f"DROP TRIGGER IF EXISTS {guard.table}_kept ON {guard.table}",
        f"CREATE TRIGGER {guard.table}_kept BEFORE UPDATE OR DELETE ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.table}_kept()",
        f"DROP TRIGGER IF EXISTS {guard.table}_not_emptied ON {guard.table}",
        f"CREATE TRIGGER {guard.table}_not_emptied BEFORE TRUNCATE ON {guard.table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {guard.table}_kept()",
    ]


def _sqlite(guard: Guard) -> list[str]:
    shut = f"WHEN NOT ({guard.deleted_when})" if guard.deleted_when else ""
    return [
        f"DROP TRIGGER IF EXISTS {guard.table}_not_updated",
        f"CREATE TRIGGER {guard.table}_not_updated BEFORE UPDATE ON {guard.table}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"DROP TRIGGER IF EXISTS {guard.table}_not_deleted",
        f"CREATE TRIGGER {guard.table}_not_deleted BEFORE DELETE ON {guard.table} {shut}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ]
