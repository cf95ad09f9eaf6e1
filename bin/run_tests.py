"""`make test`: the whole suite, on both databases and in a real browser."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

from bin import environment, machine, postgres
from bin.variables import ROOT

# One more than the two cores there are at least: a test that waits, for a lock or for another
# process, leaves its core to the next.
BESIDE = ("-n", "3", "--dist", "worksteal")
# What pytest's exit codes say.
PASSED, SOME_FAILED, NONE_COLLECTED = 0, 1, 5


def what_is_missing() -> list[str]:
    """Sentences on what the tests need and this machine could not be given."""
    machine.ensure(machine.TESTS)
    found = []
    if not machine.browser():
        found.append("Chromium is missing: the browser tests cannot run.")
    try:
        postgres.programs()
    except postgres.NoPostgres:
        found.append("PostgreSQL is missing: the lock and race tests cannot run.")
    try:
        environment.ensure("requirements-dev.txt")
    except environment.NotInstalled as why:
        found.append(str(why))
    else:
        draws = [str(environment.PYTHON), "-c", "import weasyprint"]
        if subprocess.run(draws, check=False, capture_output=True).returncode:
            found.append("The libraries that draw PDF files are missing.")
    return found


def variables_for(database_url: str | None) -> dict[str, str]:
    """The environment of one run."""
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    variables.pop("DATABASE_URL", None)
    if database_url:
        variables["DATABASE_URL"] = database_url
    return variables


def run_pytest(title: str, database_url: str | None, *options: str) -> int:
    """One run of pytest, and its exit code."""
    print(f"\n{title}", flush=True)
    command = [str(environment.PYTHON), "-m", "pytest", *options]
    variables = variables_for(database_url)
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def run_once_more(database_url: str) -> bool:
    """True where nothing but tests in Chromium had failed, and none of them fails twice.

    On a crowded machine a browser can be slower than any patience. Those that failed run once more,
    one at a time; what passes the second time is named above."""
    again = ("--last-failed", "--last-failed-no-failures=none")
    others = ("-q", "--collect-only", "-m", "not browser")
    if run_pytest("Not in Chromium, and failed", database_url, *others, *again) != NONE_COLLECTED:
        return False
    title = "Those that failed in Chromium, once more by themselves"
    return run_pytest(title, database_url, "-m", "browser", *again) == PASSED


@contextlib.contextmanager
def migrating(database_url: str) -> Iterator[None]:
    """Meanwhile PostgreSQL's migrated template is made (tests/plugins/templates.py), by a run that
    needs little else. What is wrong with it the whole run says."""
    command = [str(environment.PYTHON), "-m", "pytest", "-q", "tests/plugins/test_databases.py"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables_for(database_url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as run:
        try:
            yield
        except BaseException:
            run.terminate()
            raise


def run_all() -> bool:
    """SQLite, then PostgreSQL and the browser; the second runs whatever the first says.

    Tests in Chromium wait more than others, and stand among those on PostgreSQL for it: a core that
    one of them leaves free is another's."""
    with postgres.temporary_cluster() as url:
        with migrating(url):
            marks = ("-m", "not browser and not postgres")
            on_sqlite = run_pytest("On SQLite", None, *BESIDE, *marks)
        title = "On PostgreSQL, with locks and races, and in Chromium"
        on_postgres = run_pytest(title, url, *BESIDE)
        passed = on_postgres == PASSED or (on_postgres == SOME_FAILED and run_once_more(url))
    return on_sqlite == PASSED and passed


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    missing = what_is_missing()
    if missing:
        print("\n".join([*missing, "So the tests were not run."]), file=sys.stderr)
        return 1
    try:
        return 0 if run_all() else 1
    except postgres.NoPostgres as why:
        print(why, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
