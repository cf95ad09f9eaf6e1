"""What the database itself refuses: changing a question that people have been asked, or one of the
answers it offers. Deleting one is stopped by the rows that point at it.

Triggers, made again after every migration, because SQLite drops them when a migration copies a
table. A refusal reaches Django as an IntegrityError."""

from django.apps.registry import Apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED = ("EvaluationQuestion", "EvaluationOption")
REFUSAL = "A question of a published form never changes."

_REFUSE = f"""
CREATE OR REPLACE FUNCTION psg_catalogue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$
"""


def guard_questions(connection: BaseDatabaseWrapper, apps: Apps) -> None:
    """From now on rows that are `fixed` stay as they are. Tables that `apps` does not know yet are
    left out."""
    with transaction.atomic(using=connection.alias):
        if connection.vendor == "postgresql":
            _execute(connection, _REFUSE)
        for table in _tables(apps):
            _guard(connection, table)


def _tables(apps: Apps) -> list[str]:
    known = apps.all_models["psg_catalogue"]
    models = [known[name.lower()] for name in GUARDED if name.lower() in known]
    return [each._meta.db_table for each in models if hasattr(each, "fixed")]


def _guard(connection: BaseDatabaseWrapper, table: str) -> None:
    name = f"{table}_is_fixed"
    if connection.vendor == "postgresql":
        _execute(connection, f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
        does = "EXECUTE FUNCTION psg_catalogue_refuse()"
    else:
        _execute(connection, f'DROP TRIGGER IF EXISTS "{name}"')
        does = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    _execute(
        connection,
        f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}"'
        f' FOR EACH ROW WHEN (OLD."fixed") {does}',
    )


def _execute(connection: BaseDatabaseWrapper, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
