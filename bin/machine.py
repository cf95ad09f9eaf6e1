"""What the machine must have that pip cannot bring: Debian and Ubuntu packages."""

import os
import shutil
import subprocess

# WeasyPrint draws the PDF files with these.
PDF = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]
# The browser without its windows: the same engine for two thirds of the work.
BROWSER = "chromium-headless-shell"
TESTS = [BROWSER, "postgresql", *PDF]
BROWSERS = (BROWSER, "chromium", "chromium-browser", "google-chrome")


def missing(packages: list[str]) -> list[str]:
    """The packages of the list that are not installed; all of them where there is no dpkg."""
    if not shutil.which("dpkg-query"):
        return packages
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=False,
    )
    installed = {
        line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")
    }
    return [name for name in packages if name not in installed]


def browser() -> str | None:
    """The path of the browser for the tests: CHROMIUM, or the first the system has."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def ensure(packages: list[str]) -> list[str]:
    """Install what is missing where this account may, say how to where it may not.

    Returns the packages that are still missing afterwards."""
    wanted = missing(packages)
    if not wanted:
        return []
    command = "apt-get install -y --no-install-recommends " + " ".join(wanted)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Missing on this machine. This installs it: sudo {command}", flush=True)
        return wanted
    print(f"Installing {', '.join(wanted)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A package list that cannot be renewed is no reason to stop: an older one may well do.
    subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False, stdout=subprocess.DEVNULL)
    subprocess.run(command.split(), env=quiet, check=False, stdout=subprocess.DEVNULL)
    return missing(wanted)
