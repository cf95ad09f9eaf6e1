"""`make check`: everything that can be said of the code without running its tests."""

import os
import subprocess
import sys

from bin import environment
from bin.variables import ROOT

TOOLS = environment.VENV / "bin"
# What production asks for, so that its settings can be read; nothing here opens anything.
THROWAWAY = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "only-to-read-the-settings-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://nobody@localhost/nothing",
    "LIVE": "1",
    "STRIPE_SECRET_KEY": "sk_live_" + "x" * 24,
    "STRIPE_WEBHOOK_SECRET": "whsec_" + "x" * 24,
}
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "formatting": (["ruff", "format", "--check", "."], {}),
    "lint": (["ruff", "check", "."], {}),
    "templates": (["djhtml", "--check", "--tabwidth", "2", "templates"], {}),
    "types": (["mypy"], {}),
    "imports point down": (["lint-imports"], {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}),
    "migrations": (["python", "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    "deployment": (
        ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        THROWAWAY,
    ),
}


def passes(name: str) -> bool:
    """Run one check and show its words when it fails."""
    command, variables = CHECKS[name]
    run = subprocess.run(
        [TOOLS / command[0], *command[1:]],
        cwd=ROOT,
        env={**os.environ, **variables},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    print(f"{name}: {'ok' if run.returncode == 0 else 'FAILED'}", flush=True)
    if run.returncode:
        print(run.stdout, flush=True)
    return run.returncode == 0


def main() -> int:
    try:
        environment.ensure("requirements-dev.txt")
    except environment.NotInstalled as why:
        print(why, file=sys.stderr)
        return 1
    failed = [name for name in CHECKS if not passes(name)]
    if failed:
        print(f"make check: {', '.join(failed)} failed.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
