"""The demonstration's processes: kept going, and ended together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bin import supervisor
from bin.variables import ROOT

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
FAILS = [sys.executable, "-c", "raise SystemExit(3)"]
# Starts two sleepers, says their numbers, and looks after them like `make demo`.
PARENT = """
import os, sys
from bin import supervisor
supervisor.stop_on_signals()
processes = []
try:
    for name in ("one", "two"):
        sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
        processes.append(supervisor.Process(name, sleep, dict(os.environ)))
    print(*(process.running.pid for process in processes), flush=True)
    supervisor.keep_going(processes, lambda: None)
finally:
    supervisor.end_all(processes)
"""


def is_running(number: int) -> bool:
    """True for a process that is neither gone nor waiting to be buried."""
    try:
        status = Path(f"/proc/{number}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_until(condition, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.fixture
def parent():
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_process(parent, number):
    children = [int(word) for word in parent.stdout.readline().split()]
    assert all(map(is_running, children))
    parent.send_signal(number)
    parent.wait(10)
    assert not any(map(is_running, children))


def test_the_processes_do_not_outlive_a_killed_supervisor(parent):
    children = [int(word) for word in parent.stdout.readline().split()]
    parent.kill()
    assert wait_until(lambda: not any(map(is_running, children)))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_make_alone_ends_every_process(tmp_path, number):
    (tmp_path / "parent.py").write_text(PARENT)
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"up:\n\t@{sys.executable} {tmp_path}/parent.py\n")
    make = subprocess.Popen(
        ["make", "--no-print-directory", "-f", str(makefile), "up"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "MAKEFLAGS": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background ignores Ctrl-C, and hands that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    with make.stdout:
        children = [int(word) for word in make.stdout.readline().split()]
        make.send_signal(number)
        make.wait(60)
    assert len(children) == 2
    assert not any(map(is_running, children))


def test_a_process_that_ends_is_started_again(capfd):
    process = supervisor.Process("worker", FAILS, dict(os.environ))
    first = process.running.pid
    process.running.wait()
    process.start_again_if_ended()
    assert process.running.pid != first
    assert capfd.readouterr().out == "The worker ended with 3. Starting it again.\n"
    process.running.wait()


def test_a_process_that_keeps_ending_ends_the_demonstration():
    process = supervisor.Process("worker", FAILS, dict(os.environ))

    def look_again() -> None:
        process.running.wait()
        process.start_again_if_ended()

    look_again()
    look_again()
    with pytest.raises(supervisor.KeepsFailing, match="The worker ended 3 times"):
        look_again()


def test_a_process_that_ignores_term_is_killed(monkeypatch):
    monkeypatch.setattr(supervisor, "SECONDS_TO_END", 0.5)
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    )
    process = supervisor.Process("worker", [sys.executable, "-c", deaf], dict(os.environ))
    time.sleep(0.5)
    supervisor.end_all([process])
    assert not is_running(process.running.pid)
