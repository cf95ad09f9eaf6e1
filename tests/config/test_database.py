"""One DATABASE_URL, safe under two writers on either engine."""

import threading
import time

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction
from wagtail.models import Site

from config.settings.database import database_from
from core.busy import is_busy
from tests.plugins.databases import on_postgres
from tests.plugins.races import errors


@pytest.mark.parametrize(
    ("url", "name"),
    [("sqlite:////var/lib/site.sqlite3", "/var/lib/site.sqlite3"), ("sqlite:///x.db", "x.db")],
)
def test_a_sqlite_url_keeps_wal_and_immediate(url, name):
    database = database_from(url)
    assert database["NAME"] == name
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "foreign_keys=ON" in database["OPTIONS"]["init_command"]


def test_a_postgres_url_gets_a_lock_timeout_and_health_checks():
    database = database_from("postgres://site:pw@db.example.org:5433/partnership")
    assert (database["HOST"], database["PORT"]) == ("db.example.org", 5433)
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == (
        "partnership",
        "site",
        "pw",
    )
    assert database["OPTIONS"]["options"] == "-c lock_timeout=3s"
    assert database["CONN_HEALTH_CHECKS"] is True


def test_a_postgres_url_may_name_a_unix_socket():
    database = database_from("postgres://site@//run/postgresql/partnership")
    assert (database["HOST"], database["NAME"]) == ("/run/postgresql", "partnership")


@pytest.mark.parametrize("url", ["mysql://localhost/x", "partnership.sqlite3", ""])
def test_any_other_url_is_refused_in_words(url):
    with pytest.raises(ImproperlyConfigured, match="must begin with sqlite: or postgres:"):
        database_from(url)


@pytest.mark.django_db
def test_the_database_itself_says_it_is_safe_under_two_writers():
    names = ("lock_timeout",) if on_postgres() else ("journal_mode", "foreign_keys")
    ask = "SHOW" if on_postgres() else "PRAGMA"
    answers = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"{ask} {name}")
            answers[name] = cursor.fetchone()[0]
    expected = (
        {"lock_timeout": "3s"} if on_postgres() else {"journal_mode": "wal", "foreign_keys": 1}
    )
    assert answers == expected


def seconds_until_refused() -> float:
    """How long a second writer waits for the site's row before it is told to try again."""
    started = time.monotonic()
    with pytest.raises(OperationalError) as refusal, transaction.atomic():
        Site.objects.select_for_update().get()
    assert is_busy(refusal.value)
    return time.monotonic() - started


@pytest.mark.postgres
def test_a_row_held_too_long_is_given_up_within_the_lock_timeout(threads):
    """SAFETY 8: the second writer hears of it after three seconds, not after thirty."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Site.objects.select_for_update().get()
            held.set()
            done.wait(20)

    def want() -> float:
        held.wait(20)
        try:
            return seconds_until_refused()
        finally:
            done.set()

    outcomes = threads([hold, want], patient=False)
    assert errors(outcomes) == []
    assert 2.5 < outcomes[1].result < 6
