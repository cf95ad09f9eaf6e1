"""The virtual environment in `.venv`, with exactly what the requirement files pin."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
CONSTRAINTS = ROOT / "constraints.txt"


class NotInstalled(Exception):
    """The environment could not be made; the message says why and what to do."""


def fingerprint(requirements: str) -> str:
    """A digest that changes when a pin, or the Python that runs them, does."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "requirements.txt", ROOT / requirements, CONSTRAINTS):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def works() -> bool:
    """True when `.venv` holds a Python that starts and has pip."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], check=False).returncode == 0


def ensure(requirements: str = "requirements.txt") -> None:
    """Make `.venv` if need be, and install the file's pins only when they changed.

    Raises NotInstalled."""
    stamp = VENV / f".installed-{requirements}"
    wanted = fingerprint(requirements)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not works():
        print("Making the virtual environment in .venv", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
        if made.returncode:
            raise NotInstalled(
                "Python could not make a virtual environment. On Debian or Ubuntu this brings "
                "what is missing: sudo apt-get install -y python3-venv"
            )
    print(f"Installing {requirements}", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    pins = ["-r", str(ROOT / requirements), "-c", str(CONSTRAINTS)]
    done = subprocess.run([*pip, *pins], check=False)
    if done.returncode:
        raise NotInstalled(f"pip could not install {requirements}; its own words are above.")
    stamp.write_text(wanted)


if __name__ == "__main__":
    try:
        ensure(*sys.argv[1:2])
    except NotInstalled as why:
        sys.exit(str(why))
