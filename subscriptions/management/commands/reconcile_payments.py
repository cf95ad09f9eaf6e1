"""`manage.py reconcile_payments`: our card payments beside the provider's."""

from datetime import datetime, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from subscriptions.gateways import cards_are_accepted
from subscriptions.services.reconciliation import reconcile

DAYS = 30


class Command(BaseCommand):
    help = "Ask the card provider after all payments, refunds and disputes, and put right what is"
    help += " missing here. A second run changes nothing. The worker does it by itself too."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--since",
            type=datetime.fromisoformat,
            help=f"the day from which all is asked for, as 2026-09-01 (default: {DAYS} days ago)",
        )
        parser.add_argument("--dry-run", action="store_true", help="change nothing, only say")

    def handle(self, *, since: datetime | None, dry_run: bool, **options) -> None:
        """Raises CommandError, so that the exit code tells, when anything could not be done."""
        if not cards_are_accepted():
            self.stdout.write("Card payment is switched off: nothing to do.")
            return
        since = since or timezone.now() - timedelta(days=DAYS)
        if timezone.is_naive(since):
            since = timezone.make_aware(since)
        report = reconcile(since=since, dry_run=dry_run)
        for line in [*report.changes, *report.faults]:
            self.stdout.write(line)
        verb = "would change" if dry_run else "changed"
        self.stdout.write(
            f"{report.looked_at} looked at, {len(report.changes)} {verb},"
            f" {len(report.faults)} with a fault."
        )
        if report.faults:
            raise CommandError("Not everything could be looked at.")
