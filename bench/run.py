"""`make bench`: what a page and a booking cost, beside a bare view in the same run."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.addresses import Addresses
from bench.booking import book_places
from bench.load import Measured, WrongAnswer, get_page
from bench.migrations import upgrade_both
from bench.server import NotServed, Server
from bin.environment import PYTHON
from bin.postgres import NoPostgres, temporary_cluster
from bin.variables import ROOT

WARM_UP, REQUESTS, BARE_REQUESTS = 20, 200, 3000
WARM_UP_BOOKINGS = 20
# How many times the bare view's processor time each may take.
AT_MOST = {
    "home": 45,
    "catalogue": 45,
    "study group": 33,
    "session": 33,
    "directory": 45,
    "pen portrait": 33,
    "booking": 400,
}
HEADINGS = ("", "bytes", "a second", "CPU ms", "bare, a second", "bare, CPU ms", "ratio", "at most")
ROW = "{:<14}{:>9}{:>10}{:>9}{:>16}{:>14}{:>8}{:>9}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def prepared(database_url: str, folder: Path) -> Iterator[tuple[Server, Addresses]]:
    """A database with what there is to measure, and the site that serves it."""
    variables = {
        "DATABASE_URL": database_url,
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_ROOT": str(folder / "private"),
        "EMAIL_FILE_PATH": str(folder / "mail"),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DEBUG": "0",
        "BENCH": "1",
        "LOG_LEVEL": "ERROR",
    }
    port = free_port()
    environment = {**os.environ, **variables, "PORT": str(port)}
    migrate = [str(PYTHON), "manage.py", "migrate", "--no-input", "-v", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    fill = [str(PYTHON), "-m", "bench.data"]
    filled = subprocess.run(fill, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    with Server(port, variables) as server:
        yield server, Addresses(**json.loads(filled.stdout.splitlines()[-1]))


def print_row(name: str, measured: Measured, bare: Measured) -> None:
    ratio = measured.milliseconds / bare.milliseconds
    over = "  over" if ratio > AT_MOST[name] else ""
    figures = (
        f"{measured.size:,}",
        f"{measured.a_second:.1f}",
        f"{measured.milliseconds:.2f}",
        f"{bare.a_second:.0f}",
        f"{bare.milliseconds:.3f}",
        f"{ratio:.1f}",
        AT_MOST[name],
    )
    print(ROW.format(name, *figures) + over, flush=True)


def compare(title: str, database_url: str) -> None:
    """Measure every page and the booking on one database, and print a line for each."""
    print(f"\n{title}\n" + ROW.format(*HEADINGS), flush=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        prepared(database_url.replace("FOLDER", folder), Path(folder)) as (server, addresses),
    ):
        for name, address in addresses.pages.items():
            get_page(server, address, WARM_UP)
            measured = get_page(server, address, REQUESTS)
            bare = get_page(server, f"/bench/{measured.size}/", BARE_REQUESTS)
            print_row(name, measured, bare)
        book_places(server, addresses, addresses.places[:WARM_UP_BOOKINGS])
        booking = book_places(server, addresses, addresses.places[WARM_UP_BOOKINGS:])
        bare = get_page(server, f"/bench/{booking.size}/", BARE_REQUESTS)
        print_row("booking", booking, bare)


def ask_at_size(title: str, database_url: str) -> bool:
    """Whether every page asks no more than it may when there is a lot of everything."""
    print(f"\n{title}, at size", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        variables = {
            "DATABASE_URL": database_url.replace("FOLDER", folder),
            "MEDIA_ROOT": f"{folder}/media",
            "EMAIL_FILE_PATH": f"{folder}/mail",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
        }
        environment = {**os.environ, **variables}
        migrate = [str(PYTHON), "manage.py", "migrate", "--no-input", "-v", "0"]
        subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
        ask = [str(PYTHON), "-m", "bench.size"]
        return subprocess.run(ask, cwd=ROOT, env=environment, check=False).returncode == 0


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("Two gunicorn workers; the asking side shares the machine's processors with them.")
    try:
        compare("SQLite", "sqlite:///FOLDER/bench.sqlite3")
        with temporary_cluster(durable=True) as url:
            compare("PostgreSQL", url)
        print("\nA booking is three requests: the form, the POST that confirms it, and its page.")
        within = ask_at_size("SQLite", "sqlite:///FOLDER/size.sqlite3")
        with temporary_cluster() as url:
            within = ask_at_size("PostgreSQL", url) and within
        within = upgrade_both() and within
    except (WrongAnswer, NotServed, NoPostgres, subprocess.CalledProcessError) as why:
        print(why, file=sys.stderr)
        return 1
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
