"""A PostgreSQL cluster of its own for one command: `python -m bin.postgres COMMAND …`.

The command finds it in DATABASE_URL. Nothing listens on a port, nothing is kept, and it is as fast
and as careless of power cuts as a test wants it."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1
SECONDS_TO_START = 30
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine, or it does not start."""


def programs() -> Path:
    """The folder of the newest PostgreSQL server's programs. Raises NoPostgres."""
    on_path = shutil.which("initdb")
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise NoPostgres("No PostgreSQL server is installed: sudo apt-get install -y postgresql")


def account() -> str | None:
    """The account that runs the server: root may not, so it hands over to `postgres`."""
    return "postgres" if os.geteuid() == 0 else None


def _end_with_parent() -> None:
    """Runs in the server: SIGINT, its fast shutdown, when the command's runner dies."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


class Cluster:
    """A PostgreSQL server with its data in a folder that goes with it."""

    def __init__(self, *, durable: bool = False) -> None:
        self.durable = durable
        # A unix socket's path has room for about 100 characters, so the folder stands in /tmp.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self.runs_as = account()
        self.user = self.runs_as or pwd.getpwuid(os.geteuid()).pw_name
        if self.runs_as:
            shutil.chown(self.folder, self.runs_as, self.runs_as)
        self.log = self.folder / "log"
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{self.user}@/{self.folder}/postgres"

    def _spawn(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(programs() / program), "-D", str(self.folder / "data"), *arguments],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                user=self.runs_as,
                group=self.runs_as,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 -- there are no threads here
            )

    def start(self) -> None:
        """Make the data folder and serve it. Raises NoPostgres."""
        flags = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-U", self.user]
        if self._spawn("initdb", *flags).wait():
            raise NoPostgres(f"initdb failed:\n{self.log.read_text()}")
        speed = [] if self.durable else CARELESS
        options = [
            *speed,
            "max_connections=200",
            "listen_addresses=",
            f"unix_socket_directories={self.folder}",
        ]
        self.server = self._spawn("postgres", *(f"--{option}" for option in options))
        self._wait_until_ready(self.server)

    def _wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        ask = [str(programs() / "pg_isready"), "-q", "-h", str(self.folder), "-U", self.user]
        while subprocess.run([*ask, "-d", "postgres"], check=False).returncode != 0:
            if server.poll() is not None or time.monotonic() > deadline:
                raise NoPostgres(f"PostgreSQL did not start:\n{self.log.read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server at once and take its folder away."""
        if self.server is not None:
            self.server.send_signal(signal.SIGINT)
            self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def temporary_cluster(*, durable: bool = False) -> Iterator[str]:
    """Start a cluster, give its database URL, and take everything away afterwards.

    `durable` waits for the disk as a live one does. Raises NoPostgres."""
    cluster = Cluster(durable=durable)
    try:
        cluster.start()
        yield cluster.url
    finally:
        cluster.stop()


def main() -> int:
    """Run the command line's command beside a cluster, and give its exit code."""
    # TERM unwinds like Ctrl-C, so that the cluster ends with its command.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with temporary_cluster() as url:
            variables = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(sys.argv[1:], env=variables, check=False).returncode
    except NoPostgres as why:
        print(why, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
