"""A test that commits leaves the next one what the migrations made.

Django empties every table and loads the migrations' rows again, object by object: a second and more
each time. Here the rows are copied back by the database itself. What refuses a change to the record
of changes and to the books stays away for that moment, and in tests alone."""

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connections
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
# As a replica the server runs no trigger: neither those that refuse nor those of foreign keys.
_PUT_BACK = """
DO $$
DECLARE
    one record;
    changed boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'as_migrated' LOOP
        EXECUTE format(
            'SELECT EXISTS (TABLE public.%1$I EXCEPT ALL TABLE as_migrated.%1$I)'
            ' OR EXISTS (TABLE as_migrated.%1$I EXCEPT ALL TABLE public.%1$I)', one.name
        ) INTO changed;
        IF changed THEN
            EXECUTE format('DELETE FROM public.%1$I', one.name);
            EXECUTE format('INSERT INTO public.%1$I TABLE as_migrated.%1$I', one.name);
        END IF;
    END LOOP;
END $$
"""


def keep_rows(connection) -> None:
    """Remember what every table holds now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_KEEP)


def put_rows_back(connection) -> None:
    """Every table holds what it held after the migrations, whatever a test has done."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_PUT_BACK)
        return
    connection.ensure_connection()
    template = sqlite3.connect(SqliteTemplate().path())
    try:
        template.backup(connection.connection)
    finally:
        template.close()


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
