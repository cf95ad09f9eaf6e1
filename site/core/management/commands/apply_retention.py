"""Clear out what has been kept long enough, or say what would go."""

from django.core.management.base import BaseCommand, CommandParser

from core.services.retention import apply_retention


class Command(BaseCommand):
    help = "Delete or empty what has been kept as long as the rules say. The worker does it daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what is due, and no more.")

    def handle(self, *args, dry_run: bool, **options) -> None:
        for outcome in apply_retention(dry_run=dry_run):
            done = "" if dry_run else f", {outcome.gone} gone"
            if outcome.stays:
                done += f", {outcome.stays} stay as something else needs them"
            category = outcome.category
            line = f"{category.heading} ({category.in_words}): {outcome.due} due{done}."
            self.stdout.write(f"{category.name}: {line}")
