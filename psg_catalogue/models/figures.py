"""Figures of a year whose rows are gone."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from core.academic_year import AcademicYear


class YearFigures(models.Model):
    """The Forum report of one year as it was counted before its registers were deleted: after that
    only the numbers are left (DOMAIN 6.5). Written once."""

    academic_year = models.PositiveSmallIntegerField(unique=True)
    figures = models.JSONField(encoder=DjangoJSONEncoder)
    # Attendances by term: {"autumn": 300, …}.
    terms = models.JSONField(default=dict)
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "figures of a year"
        verbose_name_plural = "figures of years"
        ordering = ["-academic_year"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(AcademicYear(self.academic_year))
