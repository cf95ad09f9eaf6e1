"""The manners of a command that prints a year's report: one of three formats, alone on standard
output."""

import csv
import json
from abc import ABC, abstractmethod
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.academic_year import AcademicYear, NotAnAcademicYear
from core.report_days import DayOutsideYear

Rows = list[tuple[str, Any]]


class ReportCommand(BaseCommand, ABC):
    """A report that says what its `figures` are, and tells them in `rows` and in `sentences`."""

    @abstractmethod
    def figures(self, year: AcademicYear, as_at: date | None) -> Any:
        """The year's figures up to a day, or all of them. Raises DayOutsideYear."""

    @abstractmethod
    def rows(self, figures: Any) -> Rows:
        """Each figure with its machine-readable name."""

    @abstractmethod
    def sentences(self, figures: Any) -> list[str]:
        """The same as a person reads it, a line each."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", help="The academic year, written as 2010-11.")
        parser.add_argument(
            "--as-at", help="Leave out everything dated after this day: 2012-01-23."
        )
        parser.add_argument("--format", choices=("text", "csv", "json"), default="text")

    def handle(self, *args, year: str, as_at: str | None, format: str, **options) -> None:
        try:
            figures = self.figures(AcademicYear.parse(year), _day(as_at))
        except (NotAnAcademicYear, DayOutsideYear) as error:
            raise CommandError(str(error)) from error
        if format == "json":
            self.stdout.write(json.dumps(dict(self.rows(figures)), indent=2))
        elif format == "csv":
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerow(["figure", "value"])
            writer.writerows(self.rows(figures))
        else:
            self.stdout.write("\n".join(self.sentences(figures)))


def _day(written: str | None) -> date | None:
    """The day of `--as-at`; an option given with nothing in it is no day."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise CommandError(f"“{written}” is not a day. Write it as 2012-01-23.") from error
