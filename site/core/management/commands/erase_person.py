"""Erase a person from the command line, for a request that the back office cannot answer."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.models import User
from core.privacy import person_of
from core.services.erasure import erase_person, pages_naming, what_there_is


class Command(BaseCommand):
    help = (
        "Show what is kept about the holder of an account and what an erasure takes; with --yes, "
        "erase. A second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "account", type=int, help="The account's number, as the back office has it."
        )
        parser.add_argument("--yes", action="store_true", help="Erase, and not only show.")

    def handle(self, *args, account: int, yes: bool, **options) -> None:
        user = User.objects.filter(pk=account).first()
        if user is None:
            raise CommandError(f"There is no account {account}.")
        person = person_of(user)
        if not person.known:
            self.stdout.write("Nothing is known of this person any more.")
            return
        for line in what_there_is(person):
            says = line.table.goes or f"Stays. {line.table.stays}"
            self.stdout.write(f"{line.table.heading}: {line.rows}. {says}")
        for page in pages_naming(person):
            self.stdout.write(f"Page {page.pk} names the person: an editor changes it by hand.")
        if yes:
            done = erase_person(person)
            self.stdout.write(f"Erased: {sum(done.rows.values())} rows, {done.words} texts.")
        else:
            self.stdout.write("Nothing was changed. Run again with --yes to erase.")
