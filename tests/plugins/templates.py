"""A migrated database, made once and copied for every run: migrating takes eight seconds.

It stands in `var/test-templates/` under a name that changes with the migrations and the pins."""

import contextlib
import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from bin.postgres import programs

ROOT = Path(__file__).resolve().parents[2]
# The migrations, and the rows they make that stand elsewhere.
READ = ("*/migrations/*.py", "*/*/migrations/*.py", "home/first_words/*.py", "*/*_defaults.py")
FOLDER = ROOT / "var" / "test-templates"
A_DAY = 24 * 60 * 60


@functools.cache
def fingerprint() -> str:
    """Changes when a migration, what it writes, or a pin does."""
    digest = hashlib.sha256((ROOT / "constraints.txt").read_bytes())
    for path in sorted(path for pattern in READ for path in ROOT.glob(pattern)):
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


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time; the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"lock{name}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Template:
    """The migrated database of one engine. A subclass knows how to make it and how to copy it."""

    suffix: str

    def path(self) -> Path:
        """The template's file, made now when it is not there. Other processes wait meanwhile."""
        wanted = FOLDER / f"{fingerprint()}{self.suffix}"
        with locked(self.suffix):
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
    """The file is for servers to come; on the one that is running, a database is copied, which is
    much cheaper than a restore. It goes with its server."""

    suffix = ".dump"

    def __init__(self) -> None:
        database = settings.DATABASES["default"]
        self.server = {
            "PGHOST": database["HOST"],
            "PGPORT": str(database["PORT"]),
            "PGUSER": database["USER"],
            "PGPASSWORD": database["PASSWORD"],
        }
        self.source = f"migrated_{fingerprint()}"
        self.unfinished = f"{self.source}_unfinished"

    def _run(self, program: str, *arguments: str) -> str:
        variables = {**os.environ, **{key: value for key, value in self.server.items() if value}}
        command = [str(programs() / program), *arguments]
        return subprocess.run(
            command, env=variables, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def _ask(self, sql: str, of: str = "postgres") -> str:
        return self._run("psql", "-X", "-q", "-A", "-t", "-d", of, "-c", sql).strip()

    def _url(self, name: str) -> str:
        database = settings.DATABASES["default"]
        if database["HOST"].startswith("/"):
            return f"postgres://{database['USER']}@/{database['HOST']}/{name}"
        return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"

    def make(self, path: Path) -> None:
        with self._becoming_the_source():
            migrate(self._url(self.unfinished))
            self._run("pg_dump", "--format=custom", "--no-owner", f"--file={path}", self.unfinished)

    @contextlib.contextmanager
    def _becoming_the_source(self) -> Iterator[None]:
        """An empty database to fill. It has its name once it is whole."""
        for name in (self.unfinished, self.source):
            self._run("dropdb", "--if-exists", name)
        self._run("createdb", self.unfinished)
        yield
        self._ask(f"ALTER DATABASE {self.unfinished} RENAME TO {self.source}")

    def _is_here(self) -> bool:
        sql = f"SELECT 1 FROM pg_database WHERE datname = '{self.source}'"  # noqa: S608 -- our own name
        return bool(self._ask(sql))

    def copy_to(self, name: str) -> None:
        """That database is a fresh copy. Of two processes that ask, one fills the server."""
        dump = self.path()
        with locked(".server"):
            if not self._is_here():
                with self._becoming_the_source():
                    self._run("pg_restore", "--no-owner", f"--dbname={self.unfinished}", str(dump))
            self._run("dropdb", "--if-exists", "--force", name)
            self._run("createdb", f"--template={self.source}", name)

    def place(self, folder: Path) -> None:
        self.copy_to(connections["default"].creation._get_test_db_name())


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
