"""manage.py demo_statement"""

from django.core.management.base import BaseCommand

from home.demo.books import statement_rows, statement_text


class Command(BaseCommand):
    help = "Print a bank statement (CSV) that fits the demonstration's unpaid invoices."

    def handle(self, **options) -> None:
        self.stdout.write(statement_text(statement_rows()), ending="")
