"""The temporary cluster: it answers, it is careless on purpose, and it goes away."""

import re
import subprocess
import sys
from pathlib import Path

import psycopg

from bin import postgres
from bin.variables import ROOT


def folder_of(url: str) -> str:
    return re.fullmatch(r"postgres://\w+@/(/tmp/pg-\w+)/postgres", url)[1]


def test_a_cluster_answers_and_leaves_nothing_behind():
    with postgres.temporary_cluster() as url:
        folder = folder_of(url)
        user = url.partition("//")[2].partition("@")[0]
        with psycopg.connect(host=folder, user=user, dbname="postgres") as connection:
            shown = connection.execute("show listen_addresses").fetchone()
        assert shown == ("",)
    assert not Path(folder).exists()


def test_the_command_line_gives_its_command_the_address_and_its_exit_code():
    command = "import os; print(os.environ['DATABASE_URL']); raise SystemExit(7)"
    run = subprocess.run(
        [sys.executable, "-m", "bin.postgres", sys.executable, "-c", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 7
    assert not Path(folder_of(run.stdout.strip())).exists()
