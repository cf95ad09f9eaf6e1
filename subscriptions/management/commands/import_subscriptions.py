"""manage.py import_subscriptions FILE --year 2010-11"""

from functools import partial
from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from core.academic_year import AcademicYear, NotAnAcademicYear
from core.management.importing import ImportCommand
from subscriptions.services.import_subscriptions import import_subscriptions


class Command(ImportCommand):
    help = (
        "Bring in the subscriptions of an earlier year from a CSV file with the columns"
        " urn,paid_on,method,amount,reference. All of the file is taken or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", required=True, help="the academic year, written as 2010-11")

    def handle(self, *, file: Path, year: str, **options) -> None:
        try:
            academic_year = AcademicYear.parse(year)
        except NotAnAcademicYear as error:
            raise CommandError(str(error)) from error
        self.bring_in(file, partial(import_subscriptions, year=academic_year))
