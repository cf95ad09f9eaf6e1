"""One round of mail by hand or by cron, without the regular jobs."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.services.sending import send_due_messages


class Command(BaseCommand):
    help = "Send the messages whose time has come, and say how many."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=1000, help="At most so many (1000).")

    def handle(self, *args, limit: int, **options) -> None:
        tally = send_due_messages(limit)
        if tally.held:
            raise CommandError(f"Nothing was sent: {tally.held}.")
        self.stdout.write(f"sent {tally.sent}, kept {tally.kept}, failed {tally.failed}")
