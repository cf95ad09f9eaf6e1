"""`manage.py outreach_report 2011-12`: how ASTs are deployed, for the Schools Forum."""

import csv
import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.academic_year import AcademicYear, NotAnAcademicYear
from directory.outreach.deployment_words import in_words, rows_of
from directory.outreach.queries.deployment import (
    DayOutsideYear,
    DeploymentFigures,
    day_for,
    deployment_figures,
)


class Command(BaseCommand):
    help = "Print the deployment report for the Schools Forum. Definitions stand on its page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", help="The academic year, written as 2011-12.")
        parser.add_argument(
            "--as-at", help="Leave out everything dated after this day: 2012-01-23."
        )
        parser.add_argument("--format", choices=("text", "csv", "json"), default="text")

    def handle(self, *args, **options) -> None:
        try:
            year = AcademicYear.parse(options["year"])
            as_at = _day(options["as_at"]) or day_for(year, timezone.localdate())
            figures = deployment_figures(year, as_at)
        except (NotAnAcademicYear, DayOutsideYear) as error:
            raise CommandError(str(error)) from error
        getattr(self, f"_{options['format']}")(figures)

    def _json(self, figures: DeploymentFigures) -> None:
        self.stdout.write(json.dumps(dict(rows_of(figures)), indent=2))

    def _csv(self, figures: DeploymentFigures) -> None:
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(["figure", "value"])
        writer.writerows(rows_of(figures))

    def _text(self, figures: DeploymentFigures) -> None:
        for sentence in in_words(figures):
            self.stdout.write(sentence)


def _day(written: str | None) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise CommandError(f"“{written}” is not a day. Write it as 2012-01-23.") from error
