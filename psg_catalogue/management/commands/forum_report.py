"""`manage.py forum_report 2010-11`: the figures for the Schools Forum."""

from datetime import date

from core.academic_year import AcademicYear
from core.management.reporting import ReportCommand, Rows
from psg_catalogue.queries.forum_report import ForumFigures, forum_figures
from psg_catalogue.reports.wording import in_words, rows_of


class Command(ReportCommand):
    help = "Print the yearly report to the Schools Forum. Definitions stand on the report's page."

    def figures(self, year: AcademicYear, as_at: date | None) -> ForumFigures:
        return forum_figures(year, as_at)

    def rows(self, figures: ForumFigures) -> Rows:
        return rows_of(figures)

    def sentences(self, figures: ForumFigures) -> list[str]:
        return in_words(figures)
