"""A mail server of the tests' own, on this machine, that answers as it is told."""

import asyncio
import email
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


class MailServer:
    """Keeps what it is given. `answers` are used up one a message, for example "550 no such
    mailbox"; then it accepts. With `hang` it says nothing until the test lets go."""

    def __init__(self) -> None:
        self.port = free_port()
        self.received: list[EmailMessage] = []
        self.recipient_answers: list[str] = []
        self.data_answers: list[str] = []
        self.hang = False
        self.killed_client = False
        self.reached = threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.recipient_answers:
            return self.recipient_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.reached.set()
        while self.hang:
            await asyncio.sleep(0.02)
        if self.killed_client:
            return "421 4.4.2 Nobody is there any more"
        if self.data_answers:
            return self.data_answers.pop(0)
        self.received.append(email.message_from_bytes(envelope.original_content, policy=default))
        return "250 OK"


@contextmanager
def running(server: MailServer) -> Iterator[MailServer]:
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        server.hang = False
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
