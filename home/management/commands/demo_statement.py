"""manage.py demo_statement"""

from django.core.management.base import BaseCommand, CommandError

from home.demo.books import TooFewUnpaid, statement_rows, statement_text


class Command(BaseCommand):
    help = "Print a bank statement (CSV) that fits the demonstration's unpaid invoices."

    def handle(self, **options) -> None:
        try:
            rows = statement_rows()
        except TooFewUnpaid as why:
            raise CommandError(
                "Fewer than six invoices with a purchase order are unpaid. Load the demonstration"
                " into an empty database first: manage.py load_demo"
            ) from why
        self.stdout.write(statement_text(rows), ending="")
