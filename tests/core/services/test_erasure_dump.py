"""What a backup of the server holds once a person is erased (SAFETY 63)."""

import os
import subprocess

import pytest
from django.db import connection

from bin.postgres import programs
from core.privacy import person_of
from core.services.erasure import erase_person
from tests.core.services.test_erasure import KEPT_BY_LAW
from tests.factories.canary import a_canary


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_server_holds_nothing_of_the_person():
    """As a backup would have it: read by pg_dump itself, table by table."""
    canary = a_canary()
    assert "core_user" in tables_of_a_dump("quillfeather")

    erase_person(person_of(canary.user), by=None)

    assert tables_of_a_dump("quillfeather", "zephyrine") - KEPT_BY_LAW == set()


def tables_of_a_dump(*words: str) -> set[str]:
    """The tables whose rows, as pg_dump writes them, have one of the words."""
    found, table = set(), ""
    for line in pg_dump().lower().splitlines():
        if line.startswith("copy public."):
            table = line.split()[1].removeprefix("public.").strip('"')
        elif any(word in line for word in words):
            found.add(table)
    return found


def pg_dump() -> str:
    place = connection.settings_dict
    where = {"host": "HOST", "port": "PORT", "username": "USER"}
    asked = [str(programs() / "pg_dump"), "--data-only", f"--dbname={place['NAME']}"]
    asked += [f"--{flag}={place[name]}" for flag, name in where.items() if place[name]]
    known = {**os.environ, "PGPASSWORD": place["PASSWORD"]}
    made = subprocess.run(asked, env=known, capture_output=True, text=True, check=True)
    return made.stdout
