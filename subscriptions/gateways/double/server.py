"""The double as a small web server on this machine alone."""

import json
import sys
import threading
import time
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from subscriptions.gateways.double import pages, till
from subscriptions.gateways.double.api import CREATE, REFUNDS, StripeApi
from subscriptions.gateways.double.errors import StripeFault
from subscriptions.gateways.double.faults import Faults
from subscriptions.gateways.double.objects import new_id
from subscriptions.gateways.double.schema import DishonestAnswer
from subscriptions.gateways.double.state import StripeState
from subscriptions.gateways.double.timeline import Timeline
from subscriptions.gateways.double.webhooks import RETRY_SECONDS, Webhooks

HOST = "127.0.0.1"
PAGE = "/c/pay/"
LARGEST_BODY = 256 * 1024
STOP_POLL_SECONDS = 0.05


class StripeDouble:
    """A running double. Use it as a context manager, or `start` and `stop` it. Port 0 takes any
    free one; `url` is what STRIPE_API_BASE must be."""

    def __init__(
        self,
        *,
        port: int = 0,
        webhook_url: str = "",
        webhook_secret: str,
        webhook_delay: float = 0.3,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
        settle_after: float = 5.0,
    ) -> None:
        self._server = _Server((HOST, port), _Handler)
        self.url = f"http://{HOST}:{self._server.server_port}"
        self.faults = self._server.faults = Faults()
        self._timeline = Timeline()
        webhooks = Webhooks(
            self._timeline,
            self.faults,
            url=webhook_url,
            secret=webhook_secret,
            delay=webhook_delay,
            retry_seconds=retry_seconds,
        )
        self.state = self._server.state = StripeState(
            self._timeline,
            self.faults,
            emit=webhooks.send,
            page_base=self.url,
            settle_after=settle_after,
        )
        self._server.api = StripeApi(self.state)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(STOP_POLL_SECONDS,), daemon=True
        )

    def start(self) -> None:
        """Answer requests, in the background."""
        self._timeline.start()
        self._thread.start()

    def stop(self) -> None:
        """Answer no more and free the port."""
        self._timeline.stop()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> "StripeDouble":
        self.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    state: StripeState
    api: StripeApi
    faults: Faults

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that did not wait for its answer is no fault of the double's."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 30

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_DELETE(self) -> None:
        self._handle("DELETE")

    def log_message(self, *_: object) -> None:
        """Say nothing of requests: events are logged where they are sent."""

    def _handle(self, method: str) -> None:
        path = urlsplit(self.path).path
        try:
            # Names other than this machine's own would be another site's way in.
            if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in (HOST, "localhost"):
                raise StripeFault(403, "The double answers on this machine only.")
            body = self._body()
            if path.startswith("/v1/"):
                self._answer_api(method, path, body)
            elif path == "/_faults":
                self._answer_faults(method, body)
            else:
                self._answer_page(method, path, body)
        except StripeFault as fault:
            self._send_json(fault.status, fault.envelope())
        except DishonestAnswer as bug:
            self._send_json(500, StripeFault(500, f"A bug: {bug}", kind="api_error").envelope())

    def _answer_api(self, method: str, path: str, body: str) -> None:
        faults = self.server.faults
        if faults.take("server_errors"):
            raise StripeFault(500, "The double was told to fail.", kind="api_error")
        query = urlsplit(self.path).query
        answer, is_replay = self.server.api.answer(
            method, path, query=query, body=body, headers=self.headers
        )
        time.sleep(faults.slow_seconds)
        makes = method == "POST" and path in (CREATE, REFUNDS) and not is_replay
        if makes and faults.take("lost_replies"):
            self.close_connection = True
            return
        self._send_json(200, answer, {"Idempotent-Replayed": "true"} if is_replay else {})

    def _answer_faults(self, method: str, body: str) -> None:
        faults = self.server.faults
        if method == "POST":
            try:
                faults.set(dict(json.loads(body)))
            except (ValueError, TypeError) as refusal:
                raise StripeFault(400, f"Faults are a JSON object: {refusal}") from refusal
        elif method == "DELETE":
            faults.clear()
        self._send_json(200, asdict(faults))

    def _answer_page(self, method: str, path: str, body: str) -> None:
        if path == "/page.css":
            self._send(200, pages.STYLE, "text/css")
        elif path == "/":
            self._send_page(200, pages.message_page("The Stripe double is running."))
        elif not path.startswith(PAGE):
            self._send_page(404, pages.message_page("There is no such page."))
        else:
            self._answer_checkout(method, path.removeprefix(PAGE), body)

    def _answer_checkout(self, method: str, checkout_id: str, body: str) -> None:
        try:
            checkout = self.server.state.checkout(checkout_id)
        except StripeFault:
            told = "This payment page is not known any more. Go back to the site and start again."
            self._send_page(404, pages.message_page(told))
            return
        refusal = None
        if method == "POST" and checkout.status == "open":
            refusal = till.take_payment(self.server.state, checkout, body)
            if refusal is None:
                self._redirect(pages.return_address(checkout))
                return
        elif method == "POST":
            till.take_afterwards(self.server.state, checkout, body)
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(checkout.params["success_url"]))
        self._send_page(200, pages.payment_page(checkout, refusal), form_action=origin)

    def _body(self) -> str:
        try:
            length = int(self.headers.get("Content-Length", "0"))
            if not 0 <= length <= LARGEST_BODY:
                raise StripeFault(413, "The request is too large.")
            return self.rfile.read(length).decode()
        except ValueError as fault:
            raise StripeFault(400, "The request cannot be read.") from fault

    def _send_json(self, status: int, body: dict[str, Any], headers: dict | None = None) -> None:
        data = json.dumps(body).encode()
        self._send(
            status, data, "application/json", {"Request-Id": new_id("req"), **(headers or {})}
        )

    def _send_page(self, status: int, page: str, *, form_action: str = "") -> None:
        policy = f"default-src 'none'; style-src 'self'; form-action 'self' {form_action}"
        headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
        self._send(status, page.encode(), "text/html; charset=utf-8", headers)

    def _redirect(self, address: str) -> None:
        self._send(303, b"", "text/plain", {"Location": address})

    def _send(self, status: int, data: bytes, kind: str, headers: dict | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
