"""A bounded number of requests over loopback, on a few kept connections."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.server import Server

CONNECTIONS = 4


class WrongAnswer(Exception):
    """A page did not come back as it should, so there is nothing to measure."""


@dataclass(frozen=True)
class Measured:
    """What a number of requests, or of whole flows, took."""

    count: int
    seconds: float
    processor_seconds: float
    size: int

    @property
    def a_second(self) -> float:
        return self.count / self.seconds

    @property
    def milliseconds(self) -> float:
        """Processor milliseconds of the workers for each."""
        return self.processor_seconds / self.count * 1000


def measure(
    server: Server, work: Callable[[Iterator[int]], int], count: int, threads: int
) -> Measured:
    """Run `work` in each thread on one shared count, and say what it took.

    `work` takes numbers until there are none left, and returns the bytes of one round."""
    numbers = iter(range(count))
    lock = threading.Lock()
    sizes: list[int] = []
    faults: list[Exception] = []

    def shared() -> Iterator[int]:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            yield number

    def run() -> None:
        try:
            sizes.append(work(shared()))
        except Exception as fault:
            faults.append(fault)

    runners = [threading.Thread(target=run) for _ in range(threads)]
    spent, started = server.spent(), time.perf_counter()
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    seconds = time.perf_counter() - started
    if faults:
        raise faults[0]
    return Measured(count, seconds, server.spent() - spent, max(sizes))


def get_page(server: Server, address: str, count: int) -> Measured:
    """Ask for one page `count` times. Raises WrongAnswer for anything but 200."""

    def work(numbers: Iterator[int]) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        size = 0
        for _ in numbers:
            connection.request("GET", address, headers={"Host": f"localhost:{server.port}"})
            response = connection.getresponse()
            size = len(response.read())
            if response.status != 200:
                raise WrongAnswer(f"{address} answered {response.status}")
        connection.close()
        return size

    return measure(server, work, count, CONNECTIONS)
