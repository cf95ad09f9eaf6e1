"""The site as it is measured: gunicorn with two workers, and what their processors spent."""

import http.client
import os
import subprocess
import time
from pathlib import Path
from types import TracebackType

from bin.environment import PYTHON
from bin.variables import ROOT

WORKERS = 2
SECONDS_TO_START = 60
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def processor_seconds(process: int) -> float:
    """What a process and its threads have spent, in the kernel's own work and outside it."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


class NotServed(Exception):
    """The web server did not start."""


class Server:
    """`with Server(port, variables) as server:` serves until the block ends."""

    def __init__(self, port: int, variables: dict[str, str]) -> None:
        self.port = port
        self.variables = {**variables, "PORT": str(port), "WEB_CONCURRENCY": str(WORKERS)}

    def __enter__(self) -> "Server":
        command = [str(PYTHON), "-m", "gunicorn", "-c", "site/gunicorn.conf.py"]
        self.gunicorn = subprocess.Popen(
            [*command, "--log-level", "error"], cwd=ROOT, env={**os.environ, **self.variables}
        )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self.gunicorn.poll() is not None or time.monotonic() > deadline:
                self.gunicorn.kill()
                raise NotServed("The web server did not start; its own words are above.")
            time.sleep(0.1)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.gunicorn.terminate()
        self.gunicorn.wait(30)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/bench/1/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def spent(self) -> float:
        """Seconds of processor time that the workers have used so far."""
        listed = Path(f"/proc/{self.gunicorn.pid}/task/{self.gunicorn.pid}/children").read_text()
        return sum(processor_seconds(int(word)) for word in listed.split())
