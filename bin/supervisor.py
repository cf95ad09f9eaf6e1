"""Several processes that start together, are kept going, and end together."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
SECONDS_TO_END = 8
# A process that ends this often within this many seconds will not come right by itself.
TOO_OFTEN, WITHIN_SECONDS = 3, 30


class Stopped(SystemExit):
    """INT or TERM arrived."""


class KeepsFailing(Exception):
    """A process ended again and again; the message names it."""


def stop_on_signals() -> None:
    """Turn INT, TERM and HUP into Stopped, wherever the program is at that moment."""

    def stop(number: int, _frame: object) -> None:
        raise Stopped(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _end_with_parent() -> None:
    """Runs in the child: it is told to end when the supervisor dies, even by kill -9."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Process:
    """One command under supervision, in a process group of its own."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.endings: list[float] = []
        self.start()

    def start(self) -> None:
        self.running = subprocess.Popen(
            self.command,
            env=self.environment,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 -- there are no threads here
        )

    def start_again_if_ended(self) -> None:
        """Say that the process ended and start it again. Raises KeepsFailing."""
        code = self.running.poll()
        if code is None:
            return
        now = time.monotonic()
        self.endings = [ended for ended in self.endings if now - ended < WITHIN_SECONDS] + [now]
        if len(self.endings) >= TOO_OFTEN:
            raise KeepsFailing(f"The {self.name} ended {TOO_OFTEN} times (last with {code}).")
        print(f"The {self.name} ended with {code}. Starting it again.", flush=True)
        self.start()

    def signal(self, number: int) -> None:
        """Send a signal to the process and everything it started."""
        try:
            os.killpg(self.running.pid, number)
        except ProcessLookupError:
            return


def end_all(processes: list[Process]) -> None:
    """Ask every process to end, and make it end after SECONDS_TO_END."""
    for process in processes:
        process.signal(signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_END
    for process in processes:
        try:
            process.running.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.signal(signal.SIGKILL)
            process.running.wait()


def _parent_make() -> int | None:
    """The process id of the `make` that started us, if one did."""
    parent = os.getppid()
    try:
        return parent if "make" in Path(f"/proc/{parent}/comm").read_text() else None
    except OSError:
        return None


def _has_given_up(make: int) -> bool:
    """True when that `make` is gone, or waits for us to end although nobody told us.

    GNU make passes TERM on to its recipe but not INT, which it expects a terminal to send to both.
    While it waits INT is blocked in it, and the kernel shows that."""
    if os.getppid() != make:
        return True
    status = Path(f"/proc/{make}/status").read_text()
    blocked = next(line for line in status.splitlines() if line.startswith("SigBlk"))
    return bool(int(blocked.split()[1], 16) & (1 << (signal.SIGINT - 1)))


def keep_going(processes: list[Process], each_time: Callable[[], None]) -> None:
    """Look after the processes until Stopped is raised or the `make` above us is interrupted.

    `each_time` is called about five times a second. Raises KeepsFailing."""
    make = _parent_make()
    while make is None or not _has_given_up(make):
        for process in processes:
            process.start_again_if_ended()
        each_time()
        time.sleep(0.2)
