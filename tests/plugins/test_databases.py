"""A test that commits leaves the next one what the migrations made."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from wagtail.models import Page, Site

from tests.plugins import templates
from tests.plugins.databases import on_postgres


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_committing_test_finds_the_first_pages_and_site(turn):
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.filter(is_default_site=True).count() == 1
    Page.objects.all().delete()


@pytest.mark.postgres
def test_postgres_mark_means_postgres():
    assert on_postgres()


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_server_is_filled_once_and_copied_for_each_that_asks(tmp_path, monkeypatch):
    """By the migrations where there is no file of them, else from the file."""
    own = connection.settings_dict["NAME"]
    monkeypatch.setattr(templates, "FOLDER", tmp_path)
    monkeypatch.setattr(templates, "fingerprint", lambda: f"for_{own}")
    template, filled = templates.PostgresTemplate(), []
    run, asks = template._run, [f"{own}_one", f"{own}_two"]

    def migrate(_url: str) -> None:
        template._ask("CREATE TABLE kept AS SELECT 7 AS number", of=template.unfinished)
        filled.append("migrate")

    def noted(program: str, *arguments: str) -> str:
        filled.extend([program] if program == "pg_restore" else [])
        return run(program, *arguments)

    monkeypatch.setattr(templates, "migrate", migrate)
    monkeypatch.setattr(template, "_run", noted)
    try:
        for expected in (["migrate"], ["migrate", "pg_restore"]):
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(template.copy_to, asks))
            assert {template._ask("SELECT number FROM kept", of=name) for name in asks} == {"7"}
            assert filled == expected
            run("dropdb", template.source)
    finally:
        for name in (*asks, template.source, template.unfinished):
            run("dropdb", "--if-exists", name)
