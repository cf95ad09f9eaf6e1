"""The one process beside the web server: it sends the mail and runs the regular jobs."""

import logging
import signal
import threading
from types import FrameType

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseFault
from django.db import connections

from core.faults import where
from core.services.periodic import run_due_jobs
from core.services.sending import send_due_messages

logger = logging.getLogger(__name__)

PAUSE_AFTER_FAULT_SECONDS = 5.0
BATCH = 50


class Command(BaseCommand):
    help = (
        "Send waiting messages and run the regular jobs until told to stop (TERM or INT). "
        "Several may run at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="One round, then end: for cron.")
        parser.add_argument(
            "--interval", type=float, default=1.0, help="Seconds between rounds (default 1)."
        )

    def handle(self, *args, once: bool, interval: float, **options) -> None:
        self.stopping = threading.Event()
        self.held = ""
        before = {sign: signal.signal(sign, self.stop) for sign in (signal.SIGTERM, signal.SIGINT)}
        try:
            if once:
                self.round()
                return
            logger.info("Worker started.")
            while not self.stopping.is_set():
                self.stopping.wait(self.round_or_pause(interval))
            logger.info("Worker ended.")
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)

    def stop(self, sign: int, frame: FrameType | None) -> None:
        """End after the message in hand; a second signal ends at once, which the lease allows."""
        self.stopping.set()
        signal.signal(sign, signal.SIG_DFL)

    def round_or_pause(self, interval: float) -> float:
        """One round; returns the seconds to wait. A database that is away is waited for."""
        try:
            server_away = self.round()
        except DatabaseFault as fault:
            logger.error("The database failed us, trying again: %s", where(fault))
            connections.close_all()
            return PAUSE_AFTER_FAULT_SECONDS
        return PAUSE_AFTER_FAULT_SECONDS if server_away else interval

    def round(self) -> bool:
        """Run what is due, then send until nothing is left. True when the mail server is away."""
        run_due_jobs(stop=self.stopping.is_set)
        while not self.stopping.is_set():
            tally = send_due_messages(BATCH, stop=self.stopping.is_set)
            if tally.held != self.held:
                self.held = tally.held
                if tally.held:
                    logger.warning("Mail is held: %s.", tally.held)
            if tally.tried < BATCH or tally.server_away:
                return tally.server_away
        return False
