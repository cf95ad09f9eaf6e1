"""Migrations on tables of a hundred thousand rows (SAFETY 72): nobody waits for one for more than
two seconds, and the release before still runs on what it leaves. Part of `make bench`; by itself:
python -m bench.migrations [REVISION], where the release before is the revision that is given, or
what stood before the last change that brought a migration."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration

from bin.environment import PYTHON
from bin.postgres import NoPostgres, temporary_cluster
from bin.variables import ROOT

AT_MOST = 2.0
EVERY = 0.02
# Those that grow, and are in use while a site is upgraded.
WATCHED = (
    "psg_catalogue_registerentry",
    "psg_catalogue_booking",
    "psg_catalogue_evaluationanswer",
    "core_message",
    "core_auditentry",
    "directory_school",
)
ROW = "{:<64}{:>9}{:>9}{:>9}"


class Watcher(threading.Thread):
    """Somebody who reads one table and wants to write to it, over and over, on a connection of
    their own. It takes the locks that a SELECT and an UPDATE take, and changes nothing."""

    def __init__(self, table: str) -> None:
        super().__init__(daemon=True)
        self.table = table
        self.reading = self.writing = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        from django.db import connections

        connection = connections.create_connection("default")
        reads = [f"SELECT 1 FROM {self.table} LIMIT 1"]  # noqa: S608 -- a name of our own
        writes = ["BEGIN IMMEDIATE", "ROLLBACK"]
        if connection.vendor == "postgresql":
            writes = ["BEGIN", f"LOCK TABLE {self.table} IN ROW EXCLUSIVE MODE", "ROLLBACK"]
        with closing(connection):
            while not self._over.wait(EVERY):
                self.reading = max(self.reading, _seconds(connection, reads))
                self.writing = max(self.writing, _seconds(connection, writes))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _seconds(connection: BaseDatabaseWrapper, statements: list[str]) -> float:
    """How long these took; one that was given up on took as long as it was waited for."""
    from django.db import OperationalError

    begun = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    except OperationalError:
        pass
    return time.perf_counter() - begun


def watched(work: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds that the work took, and the longest that somebody waited to read and to write."""
    watchers = [Watcher(table) for table in WATCHED]
    for each in watchers:
        each.start()
    begun = time.perf_counter()
    work()
    took = time.perf_counter() - begun
    for each in watchers:
        each.stop()
    return took, max(w.reading for w in watchers), max(w.writing for w in watchers)


def migrate_watched() -> int:
    """In a process of its own: each migration that is new, watched. Returns how many took long."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    over = 0
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    works: list[tuple[str, Callable[[], object]]] = [
        (f"{step.app_label}.{step.name}", partial(_put_on, connection, step)) for step, _ in plan
    ]
    works.append(("what follows every migration", partial(call_command, "migrate", verbosity=0)))
    print(ROW.format("", "seconds", "to read", "to write"))
    for name, work in works:
        took, reading, writing = watched(work)
        late = max(reading, writing) > AT_MOST
        over += late
        figures = (f"{each:.2f}" for each in (took, reading, writing))
        print(ROW.format(name, *figures) + ("  over" if late else ""), flush=True)
    return over


def _put_on(connection: BaseDatabaseWrapper, step: Migration) -> None:
    from django.db.migrations.executor import MigrationExecutor

    MigrationExecutor(connection).migrate([(step.app_label, step.name)])


def release_before() -> str:
    """The revision before the last one that brought a migration, be it one in place of many: then
    there is nothing to put on, and nobody must wait for that."""
    ask = ["git", "log", "-1", "--format=%H", "--no-renames", "--diff-filter=A"]
    ask += ["--", "*/migrations/*.py"]
    last = subprocess.run(ask, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    return f"{last}~1"


def upgrade(title: str, database_url: str, revision: str) -> bool:
    """Fill the tables of that release, migrate them, and let its code run on. True where all went
    as it should."""
    print(f"\n{title}, migrations since {revision[:12]}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        former = Path(folder, "former")
        former.mkdir()
        archive = ["git", "archive", "--format=tar", revision]
        files = subprocess.run(archive, cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(former)], input=files, check=True)
        environment = {
            **os.environ,
            "DATABASE_URL": database_url.replace("FOLDER", folder),
            "MEDIA_ROOT": f"{folder}/media",
            "PRIVATE_ROOT": f"{folder}/private",
            "EMAIL_FILE_PATH": f"{folder}/mail",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DEBUG": "0",
            "LOG_LEVEL": "CRITICAL",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

        def run(*command: str, where: Path, check: bool = True) -> bool:
            whole = [str(PYTHON), *command]
            done = subprocess.run(whole, cwd=where, env=environment, check=check)
            return done.returncode == 0

        begun = time.perf_counter()
        run("manage.py", "migrate", "--no-input", "-v", "0", where=former)
        run(str(ROOT / "bench/grown.py"), str(former), where=former)
        print(f"Filled in {time.perf_counter() - begun:.0f} s.", flush=True)
        quick = run("-m", "bench.migrations", "--watched", where=ROOT, check=False)
        runs_on = run(str(ROOT / "bench/former.py"), str(former), where=former, check=False)
    print(f"The release before {'runs on' if runs_on else 'DOES NOT RUN ON'}.", flush=True)
    return quick and runs_on


def upgrade_both(revision: str = "") -> bool:
    """On both databases. Without the history of the code there is no release before."""
    if not (ROOT / ".git").exists():
        print(
            "There is no history of the code here, so no release before: migrations are left out."
        )
        return True
    revision = revision or release_before()
    went = upgrade("SQLite", "sqlite:///FOLDER/upgrade.sqlite3", revision)
    with temporary_cluster(durable=True) as url:
        return upgrade("PostgreSQL", url, revision) and went


def main(arguments: list[str]) -> int:
    if arguments == ["--watched"]:
        sys.path[:0] = [str(ROOT), str(ROOT / "site")]
        return 1 if migrate_watched() else 0
    try:
        return 0 if upgrade_both(*arguments) else 1
    except (NoPostgres, subprocess.CalledProcessError) as why:
        print(why, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
