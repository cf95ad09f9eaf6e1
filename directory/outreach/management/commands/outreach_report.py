"""`manage.py outreach_report 2011-12`: how ASTs are deployed, for the Schools Forum."""

from datetime import date

from django.utils import timezone

from core.academic_year import AcademicYear
from core.management.reporting import ReportCommand, Rows
from directory.outreach.deployment_words import in_words, rows_of
from directory.outreach.queries.deployment import DeploymentFigures, day_for, deployment_figures


class Command(ReportCommand):
    help = "Print the deployment report for the Schools Forum. Definitions stand on its page."

    def figures(self, year: AcademicYear, as_at: date | None) -> DeploymentFigures:
        return deployment_figures(year, as_at or day_for(year, timezone.localdate()))

    def rows(self, figures: DeploymentFigures) -> Rows:
        return rows_of(figures)

    def sentences(self, figures: DeploymentFigures) -> list[str]:
        return in_words(figures)
