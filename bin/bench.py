"""`make bench`: what the measurements need, then the measurements."""

import subprocess
import sys

from bin import environment, machine
from bin.variables import ROOT


def main() -> int:
    missing = machine.ensure(["postgresql"])
    if missing:
        print("PostgreSQL is missing, so nothing was measured.", file=sys.stderr)
        return 1
    try:
        environment.ensure("requirements-dev.txt")
    except environment.NotInstalled as why:
        print(why, file=sys.stderr)
        return 1
    run = [str(environment.PYTHON), "-m", "bench.run"]
    return subprocess.run(run, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
