"""A test that commits leaves the next one what the migrations made.

Django empties every table and loads the migrations' rows again, object by object: a second and more
each time. Here the rows are copied back by the database itself. What refuses a change to the record
of changes and to the books stays away for that moment, and in tests alone."""

import sqlite3
from collections.abc import Iterable, Iterator

import pytest
from django.db import connections, transaction
from django.test import TransactionTestCase

from tests.plugins.templates import SqliteTemplate

_KEEP = """
DO $$
DECLARE one record;
BEGIN
    CREATE SCHEMA as_migrated;
    FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE as_migrated.%1$I AS TABLE public.%1$I', one.name);
    END LOOP;
END $$
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'as_migrated'"
# How many rows there are, and the last transaction that wrote one: what changed differs in these.
_LOOK = """
    SELECT '{0}', count(*), max(xmin::text::bigint) FROM public."{0}"
"""
# As a replica the server runs no trigger: neither those that refuse nor those of foreign keys.
_AS_REPLICA = "SET LOCAL session_replication_role = replica"
_PUT_BACK = """
    DELETE FROM public."{0}";
    INSERT INTO public."{0}" TABLE as_migrated."{0}"
"""
_seen: dict[str, tuple] = {}


def keep_rows(connection) -> None:
    """Remember what every table holds now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_KEEP)
            cursor.execute(_TABLES)
            _seen.update(_look(cursor, [name for (name,) in cursor.fetchall()]))


def put_rows_back(connection) -> None:
    """Every table holds what it held after the migrations, whatever a test has done."""
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            now = _look(cursor, _seen)
            changed = [name for name, seen in _seen.items() if now[name] != seen]
            cursor.execute(_AS_REPLICA)
            for name in changed:
                cursor.execute(_PUT_BACK.format(name))
            _seen.update(_look(cursor, changed))
        return
    connection.ensure_connection()
    template = sqlite3.connect(SqliteTemplate().path())
    try:
        template.backup(connection.connection)
    finally:
        template.close()


def _look(cursor, tables: Iterable[str]) -> dict[str, tuple]:
    cursor.execute(" UNION ALL ".join(map(_LOOK.format, tables)) or "SELECT '' WHERE false")
    return {name: tuple(marks) for name, *marks in cursor.fetchall()}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """From now on a test that commits ends with the rows put back."""

    def put_back(self) -> None:
        for name in self._databases_names(include_mirrors=False):
            put_rows_back(connections[name])

    with django_db_blocker.unblock():
        keep_rows(connections["default"])
        connections["default"].close()
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
    yield
    patch.undo()
