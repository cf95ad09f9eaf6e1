"""A migrated database, made once and copied for every run: migrating takes half a minute.

It stands in `var/test-templates/` under a name that changes with the migrations and the pins."""

import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from bin.postgres import programs

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "test-templates"
A_DAY = 24 * 60 * 60


@functools.cache
def fingerprint() -> str:
    """Changes when a migration or a pin does."""
    digest = hashlib.sha256((ROOT / "constraints.txt").read_bytes())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py")]):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def migrate(database_url: str) -> None:
    """Run the migrations in a process of its own, so that nothing of it stays in this one."""
    variables = {**os.environ, "DATABASE_URL": database_url}
    variables["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--no-input", "-v", "0"]
    done = subprocess.run(command, env=variables, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.exit(f"The migrations do not run:\n{done.stdout}{done.stderr}", returncode=1)


class Template:
    """The migrated database of one engine. A subclass knows how to make it and how to copy it."""

    suffix: str

    def path(self) -> Path:
        """The template's file, made now when it is not there. Other processes wait meanwhile."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = FOLDER / f"{fingerprint()}{self.suffix}"
        with (FOLDER / f"lock{self.suffix}").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not wanted.exists():
                self._forget_old_ones()
                unfinished = FOLDER / f"unfinished{self.suffix}"
                unfinished.unlink(missing_ok=True)
                self.make(unfinished)
                unfinished.rename(wanted)
        return wanted

    def _forget_old_ones(self) -> None:
        for old in FOLDER.glob(f"*{self.suffix}"):
            if time.time() - old.stat().st_mtime > A_DAY:
                old.unlink(missing_ok=True)

    def make(self, path: Path) -> None:
        raise NotImplementedError

    def place(self, folder: Path) -> None:
        """Put a fresh copy where Django looks for the test database."""
        raise NotImplementedError


class SqliteTemplate(Template):
    suffix = ".sqlite3"

    def make(self, path: Path) -> None:
        migrate(f"sqlite:///{path}")

    def place(self, folder: Path) -> None:
        copy = folder / "test.sqlite3"
        shutil.copyfile(self.path(), copy)
        connections["default"].settings_dict["TEST"]["NAME"] = str(copy)


class PostgresTemplate(Template):
    suffix = ".dump"

    def __init__(self) -> None:
        database = settings.DATABASES["default"]
        self.server = {
            "PGHOST": database["HOST"],
            "PGPORT": str(database["PORT"]),
            "PGUSER": database["USER"],
            "PGPASSWORD": database["PASSWORD"],
        }

    def _run(self, program: str, *arguments: str) -> None:
        variables = {**os.environ, **{key: value for key, value in self.server.items() if value}}
        subprocess.run([str(programs() / program), *arguments], env=variables, check=True)

    def _url(self, name: str) -> str:
        database = settings.DATABASES["default"]
        if database["HOST"].startswith("/"):
            return f"postgres://{database['USER']}@/{database['HOST']}/{name}"
        return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"

    def make(self, path: Path) -> None:
        name = f"template_{fingerprint()}"
        self._run("dropdb", "--if-exists", name)
        self._run("createdb", name)
        migrate(self._url(name))
        self._run("pg_dump", "--format=custom", "--no-owner", f"--file={path}", name)
        self._run("dropdb", name)

    def place(self, folder: Path) -> None:
        dump = self.path()
        name = connections["default"].creation._get_test_db_name()
        self._run("dropdb", "--if-exists", "--force", name)
        self._run("createdb", name)
        self._run("pg_restore", "--no-owner", f"--dbname={name}", str(dump))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Before Django looks for its test database, a migrated one is there."""
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    template: Template = PostgresTemplate() if on_postgres else SqliteTemplate()
    template.place(tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Django uses the database it finds; it goes with its folder or its server."""
    return True


@pytest.fixture(scope="session")
def django_db_createdb() -> bool:
    return False
