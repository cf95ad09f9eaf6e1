"""The demonstration's database is made once, left alone afterwards, and started over when asked."""

import pytest

from bin import preparation
from bin.variables import NotUsable


@pytest.fixture
def calls(tmp_path, monkeypatch):
    """The management commands that preparing runs, in a folder that stands in for `var/`."""
    found = []
    for name, file in {
        "VAR": "",
        "DATABASE": "site.sqlite3",
        "PREPARED": "demo-prepared",
        "ADDRESS": "demo-address",
        "LOGINS": "demo-logins.txt",
    }.items():
        monkeypatch.setattr(preparation, name, tmp_path / file)
    for name in ("DATABASE_URL", "PORT", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)

    def manage(*arguments: str) -> None:
        found.append(arguments[0])
        (tmp_path / "site.sqlite3").touch()

    def printed_by(*arguments: str) -> str:
        found.append(arguments[0])
        return "editor@example.org\n"

    monkeypatch.setattr(preparation, "manage", manage)
    monkeypatch.setattr(preparation, "printed_by", printed_by)
    return found


EVERYTHING = ["migrate", "load_demo", "demo_logins", "set_site_address"]


def test_the_first_run_prepares_everything_and_the_second_nothing(calls):
    preparation.prepare()
    assert calls == EVERYTHING
    assert preparation.LOGINS.read_text() == "editor@example.org\n"
    calls.clear()
    preparation.prepare()
    assert calls == []


def test_another_port_only_moves_the_sites_address(calls, monkeypatch):
    preparation.prepare()
    calls.clear()
    monkeypatch.setenv("PORT", "8123")
    preparation.prepare()
    assert calls == ["set_site_address"]


def test_another_database_file_is_prepared_again(calls):
    preparation.prepare()
    calls.clear()
    preparation.DATABASE.rename(preparation.VAR / "moved.sqlite3")
    preparation.prepare()
    assert calls == EVERYTHING


def test_a_new_migration_prepares_again(calls, monkeypatch, tmp_path):
    preparation.prepare()
    calls.clear()
    monkeypatch.setattr(preparation, "ROOT", tmp_path)
    (tmp_path / "directory" / "migrations").mkdir(parents=True)
    (tmp_path / "directory" / "migrations" / "0002_more.py").write_text("more")
    preparation.prepare()
    assert calls == EVERYTHING


def test_a_failed_preparation_is_done_again(calls, monkeypatch):
    monkeypatch.setattr(preparation, "printed_by", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        preparation.prepare()
    assert not preparation.is_prepared()


def test_a_database_by_url_is_prepared_on_every_run(calls, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://site@localhost/site")
    preparation.prepare()
    calls.clear()
    preparation.prepare()
    assert calls == EVERYTHING


def test_starting_over_clears_the_demonstration_and_nothing_else(calls):
    preparation.prepare()
    (preparation.VAR / "media" / "images").mkdir(parents=True)
    (preparation.VAR / "private" / "network").mkdir(parents=True)
    (preparation.VAR / "site.sqlite3-wal").touch()
    (preparation.VAR / "backup.sqlite3").touch()
    preparation.clear()
    assert [path.name for path in preparation.VAR.iterdir()] == ["backup.sqlite3"]


def test_starting_over_leaves_a_database_by_url_alone(calls, monkeypatch):
    preparation.prepare()
    monkeypatch.setenv("DATABASE_URL", "postgres://site@localhost/site")
    with pytest.raises(NotUsable, match="Unset DATABASE_URL"):
        preparation.clear()
    assert preparation.DATABASE.exists()


def test_two_runs_in_one_folder_are_refused(calls):
    with (
        preparation.only_one(),
        pytest.raises(NotUsable, match="already running"),
        preparation.only_one(),
    ):
        pass
