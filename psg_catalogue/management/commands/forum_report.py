"""`manage.py forum_report 2010-11`: the figures for the Schools Forum."""

import csv
import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.academic_year import AcademicYear, NotAnAcademicYear
from psg_catalogue.queries.forum_report import DayOutsideYear, ForumFigures, forum_figures
from psg_catalogue.reports.wording import in_words, rows_of


class Command(BaseCommand):
    help = "Print the yearly report to the Schools Forum. Definitions stand on the report's page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", help="The academic year, written as 2010-11.")
        parser.add_argument(
            "--as-at", help="Leave out everything dated after this day: 2012-01-23."
        )
        parser.add_argument("--format", choices=("text", "csv", "json"), default="text")

    def handle(self, *args, **options) -> None:
        try:
            year = AcademicYear.parse(options["year"])
            figures = forum_figures(year, _day(options["as_at"]))
        except (NotAnAcademicYear, DayOutsideYear) as error:
            raise CommandError(str(error)) from error
        getattr(self, f"_{options['format']}")(figures)

    def _json(self, figures: ForumFigures) -> None:
        self.stdout.write(json.dumps(dict(rows_of(figures)), indent=2))

    def _csv(self, figures: ForumFigures) -> None:
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(["figure", "value"])
        writer.writerows(rows_of(figures))

    def _text(self, figures: ForumFigures) -> None:
        for sentence in in_words(figures):
            self.stdout.write(sentence)


def _day(written: str | None) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise CommandError(f"“{written}” is not a day. Write it as 2012-01-23.") from error
