"""Webhooks from the double: signed by Stripe's own function, late, out of order, and sent again
with growing pauses while the endpoint is down."""

import json
import logging
import time
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from stripe import WebhookSignature

from subscriptions.gateways.double.faults import Faults
from subscriptions.gateways.double.timeline import Timeline

logger = logging.getLogger(__name__)

RETRY_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
GIVE_UP_SECONDS = 3 * 24 * 60 * 60
ANSWER_SECONDS = 10


class Webhooks:
    """Sends events to one endpoint."""

    def __init__(
        self,
        timeline: Timeline,
        faults: Faults,
        *,
        url: str,
        secret: str,
        delay: float,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
    ) -> None:
        self._timeline = timeline
        self._faults = faults
        self._url = urlsplit(url)
        self._secret = secret
        self._delay = delay
        self._retry_seconds = retry_seconds

    def send(self, event: dict[str, Any]) -> None:
        """Send `event` soon, as often as the faults say."""
        if not self._url.hostname or self._faults.drop_events:
            return
        wait = self._delay + self._faults.delay_of(event["type"])
        for _ in range(1 + self._faults.duplicate_events):
            self._timeline.after(wait, lambda: self._deliver(event, attempt=0))

    def _deliver(self, event: dict[str, Any], *, attempt: int) -> None:
        told = self._post(json.dumps(event))
        logger.info("%s %s: %s", event["type"], event["id"], told)
        if told.startswith("2") or time.time() - event["created"] > GIVE_UP_SECONDS:
            return
        pause = self._retry_seconds[min(attempt, len(self._retry_seconds) - 1)]
        self._timeline.after(pause, lambda: self._deliver(event, attempt=attempt + 1))

    def _post(self, body: str) -> str:
        """Return the status of the answer, or the name of what went wrong."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            # A fresh signature for each attempt, as the old one is refused after five minutes.
            "Stripe-Signature": WebhookSignature.generate_signature_header(body, self._secret),
        }
        path = self._url.path or "/"
        connection = HTTPConnection(
            self._url.hostname or "", self._url.port or 80, timeout=ANSWER_SECONDS
        )
        try:
            connection.request("POST", path, body.encode(), headers)
            return str(connection.getresponse().status)
        except (OSError, HTTPException) as fault:
            return type(fault).__name__
        finally:
            connection.close()
