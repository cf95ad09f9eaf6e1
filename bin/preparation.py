"""The demonstration's database: made once, left alone afterwards, started over when asked."""

import contextlib
import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator

from bin import environment
from bin.variables import ROOT, NotUsable, for_the_demonstration, setting, site_address

VAR = ROOT / "var"
DATABASE = VAR / "site.sqlite3"
PREPARED = VAR / "demo-prepared"
ADDRESS = VAR / "demo-address"
LOGINS = VAR / "demo-logins.txt"


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the demonstration's lock. Raises NotUsable when another run holds it."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as why:
            raise NotUsable("The demonstration is already running in this folder.") from why
        yield


def manage(*arguments: str) -> None:
    """Run a management command. Raises CalledProcessError."""
    command = [str(environment.PYTHON), str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, env=for_the_demonstration(), check=True)


def printed_by(*arguments: str) -> str:
    """What a management command prints. Raises CalledProcessError."""
    command = [str(environment.PYTHON), str(ROOT / "manage.py"), *arguments]
    run = subprocess.run(
        command, env=for_the_demonstration(), check=True, text=True, stdout=subprocess.PIPE
    )
    return run.stdout


def state_of_preparation() -> str:
    """A digest of what preparing depends on: pins, migrations, and which file the database is."""
    digest = hashlib.sha256(environment.fingerprint("requirements.txt").encode())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py")]):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    digest.update(str(DATABASE.stat().st_ino).encode())
    return digest.hexdigest()


def is_prepared() -> bool:
    """True when the database is the one that was prepared, and nothing has come since."""
    return (
        not setting("DATABASE_URL")
        and all(path.exists() for path in (DATABASE, PREPARED, LOGINS))
        and PREPARED.read_text() == state_of_preparation()
    )


def prepare() -> None:
    """Bring the database up to date and load the demonstration where it is not there yet."""
    if not is_prepared():
        ADDRESS.unlink(missing_ok=True)
        print("Preparing the database", flush=True)
        manage("migrate", "--no-input", "--verbosity", "0")
        manage("load_demo")
        LOGINS.write_text(printed_by("demo_logins"))
        if not setting("DATABASE_URL"):
            PREPARED.write_text(state_of_preparation())
    address = site_address()
    if not ADDRESS.exists() or ADDRESS.read_text() != address:
        manage("set_site_address")
        ADDRESS.write_text(address)


def clear() -> None:
    """Delete the demonstration's database, pictures, files and kept mail. Raises NotUsable."""
    if setting("DATABASE_URL"):
        raise NotUsable(
            "DATABASE_URL names a database, and make demo-reset clears only the demonstration's "
            "own SQLite file. Unset DATABASE_URL to start that over."
        )
    for path in (*VAR.glob("site.sqlite3*"), PREPARED, ADDRESS, LOGINS):
        path.unlink(missing_ok=True)
    for folder in (VAR / "media", VAR / "private", VAR / "mail"):
        shutil.rmtree(folder, ignore_errors=True)
