"""A dump brought back into an empty database is the same site (SAFETY 61): each row, constraint and
trigger, and the people in it still sign in. What encrypts the dump, and how long it takes on the
machine it is for, is the operator's to see to (site/docs/operations.md)."""

import os
import subprocess

import psycopg
import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection

from bin.postgres import programs
from subscriptions.services.invoices import issue_invoice
from tests.factories.canary import EMAIL, a_canary
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.postgres

COPY = "brought_back"
SCHEMA = """SELECT 'constraint', conrelid::regclass::text, conname FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname FROM pg_trigger
    WHERE NOT tgisinternal ORDER BY 1, 2, 3"""


@pytest.fixture
def copy():
    """An empty database beside the one of the tests."""
    with server("postgres") as found:
        found.execute(f"DROP DATABASE IF EXISTS {COPY}")
        found.execute(f"CREATE DATABASE {COPY}")
    yield COPY
    with server("postgres") as found:
        found.execute(f"DROP DATABASE {COPY}")


def server(database: str) -> psycopg.Connection:
    place = connection.settings_dict
    where = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    known = {word: place[name] for word, name in where.items() if place[name]}
    return psycopg.connect(dbname=database, autocommit=True, **known)


def run(program: str, database: str, *options: str, given: bytes = b"") -> bytes:
    place = connection.settings_dict
    where = {"host": "HOST", "port": "PORT", "username": "USER"}
    asked = [str(programs() / program), f"--dbname={database}", *options]
    asked += [f"--{flag}={place[name]}" for flag, name in where.items() if place[name]]
    known = {**os.environ, "PGPASSWORD": place["PASSWORD"]}
    done = subprocess.run(asked, input=given, env=known, capture_output=True, check=True)
    return done.stdout


def what_there_is(database: str) -> tuple[dict, list]:
    """How many rows each table has, and what guards them."""
    with server(database) as found:
        tables = connection.introspection.table_names()
        counts = {
            table: found.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for table in tables
        }
        return counts, found.execute(SCHEMA).fetchall()


def test_dump_brought_back_is_the_same_site(copy):
    a_canary()
    issue_invoice(SubscriptionFactory(priced=True), by=None)
    ours = connection.settings_dict["NAME"]
    dump = run("pg_dump", ours, "--format=custom")
    run("pg_restore", copy, "--no-owner", "--exit-on-error", "--single-transaction", given=dump)

    counts, guards = what_there_is(copy)
    assert (counts, guards) == what_there_is(ours)
    assert counts["subscriptions_invoice"] >= 1
    assert {"constraint", "trigger"} == {kind for kind, *_ in guards}
    with server(copy) as found:
        kept = found.execute("SELECT password FROM core_user WHERE email = %s", [EMAIL]).fetchone()
        assert check_password("pass", kept[0])
        with pytest.raises(psycopg.Error, match="never rewritten"):
            found.execute("UPDATE core_auditentry SET action = 'nothing'")
