"""`manage.py stripe_double`: the demonstration's stand-in for Stripe."""

import signal
import threading
from argparse import ArgumentParser
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from subscriptions.gateways.configuration import DOUBLE_WEBHOOK_SECRET
from subscriptions.gateways.double.server import StripeDouble


class Command(BaseCommand):
    help = "Stand in for Stripe on this machine: test cards only, no money moves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port",
            type=int,
            default=settings.PORT + 1,
            help="Port on 127.0.0.1 (one above the site's, unless given).",
        )
        parser.add_argument(
            "--webhook-url", required=True, help="Where the site takes Stripe's events."
        )

    def handle(self, *, port: int, webhook_url: str, **options: object) -> None:
        """Serve until INT or TERM."""
        if not _is_http(webhook_url):
            raise CommandError(f"--webhook-url must start with http:// (it is {webhook_url!r}).")
        secret = settings.STRIPE_WEBHOOK_SECRET or DOUBLE_WEBHOOK_SECRET
        try:
            double = StripeDouble(port=port, webhook_url=webhook_url, webhook_secret=secret)
        except (OSError, OverflowError) as fault:
            raise CommandError(
                f"Port {port} cannot be used: {fault}. Choose another with --port."
            ) from fault
        asked_to_end = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: asked_to_end.set())
        with double:
            self.stdout.write(f"Stripe double at {double.url}, events to {webhook_url}")
            self.stdout.flush()
            asked_to_end.wait()


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "http" and bool(parts.hostname)
