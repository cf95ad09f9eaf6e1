"""Reports as they were given."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.academic_year import AcademicYear
from core.append_only import Guard
from core.financial_year import FinancialYear

# Its migration puts this up, and a later one that remakes the table does so again.
FROZEN_REPORTS = [Guard("psg_catalogue_frozenreport")]


class FrozenReport(models.Model):
    """The figures of one report as they stood when somebody gave them out: never changed, never
    deleted, so that a figure once given can be given again. People stand in it by number."""

    slug = models.CharField("report", max_length=40)
    title = models.CharField(max_length=200)
    year_start = models.PositiveSmallIntegerField()
    is_financial = models.BooleanField("of a financial year", default=False)
    as_at = models.DateField(null=True, blank=True)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    note = models.CharField(
        max_length=200, help_text="Whom it was given to, or what for. Name no person."
    )
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-frozen_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="a_frozen_report_says_what_for")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.year}"

    @property
    def year(self) -> AcademicYear | FinancialYear:
        return (
            FinancialYear(self.year_start) if self.is_financial else AcademicYear(self.year_start)
        )
