"""`manage.py stripe_double` as `make demo` runs it."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from subscriptions.management.commands import stripe_double
from tests.subscriptions.gateways.calls import send

ROOT = Path(__file__).resolve().parents[4]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_command_serves_on_this_machine_until_it_is_told_to_end():
    port = free_port()
    command = [sys.executable, "manage.py", "stripe_double", "--port", str(port)]
    double = subprocess.Popen(
        [*command, "--webhook-url", "http://127.0.0.1:9/stripe/webhook/"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert f"http://127.0.0.1:{port}" in double.stdout.readline()
        assert send(f"http://127.0.0.1:{port}/")[0] == 200
    finally:
        double.send_signal(signal.SIGTERM)
        double.communicate(timeout=10)
    assert double.returncode == 0


class ToldAtOnce:
    """In the double's place: the signal comes as soon as it serves."""

    url = "http://127.0.0.1:1"

    def __init__(self, number: int) -> None:
        self.number, self.ended = number, False

    def __enter__(self) -> None:
        signal.raise_signal(self.number)

    def __exit__(self, *fault: object) -> None:
        self.ended = True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command_ends_at_either_signal(monkeypatch, capsys, number):
    """A process of its own takes seconds to start: the one above shows the whole of it."""
    double, before = ToldAtOnce(number), {}

    def not_heard(*args):
        raise AssertionError("Nobody listens for it.")

    for each in (signal.SIGINT, signal.SIGTERM):
        before[each] = signal.signal(each, not_heard)
    monkeypatch.setattr(stripe_double, "StripeDouble", lambda **given: double)
    try:
        call_command("stripe_double", port=1, webhook_url="http://127.0.0.1:9/")
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)

    assert double.ended


def test_command_says_when_its_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} cannot be used"):
            call_command("stripe_double", port=port, webhook_url="http://127.0.0.1:9/")


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1/stripe", "https://example.org/", "http://", "http://[x"]
)
def test_command_refuses_an_address_it_cannot_send_to(url):
    with pytest.raises(CommandError, match="--webhook-url must start with http://"):
        call_command("stripe_double", port=0, webhook_url=url)
