"""Local authorities and their term dates."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models

from core.academic_year import AcademicYear
from directory.enums import Season

three_digits = RegexValidator(r"\A[0-9]{3}\Z", "Give the three digits, for example 823.")


class LocalAuthority(models.Model):
    """A local authority, known by its three-digit code. Which one is the host is worked out from
    the partnership's settings, never stored here."""

    code = models.CharField(max_length=3, primary_key=True, validators=[three_digits])
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet):
    def in_year(self, year: AcademicYear) -> "TermQuerySet":
        return self.filter(academic_year=year.start)

    def on(self, day: date) -> "TermQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Term(models.Model):
    """A term as an authority sets it; never computed (DOMAIN 6.2)."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="terms")
    academic_year = models.PositiveSmallIntegerField(help_text="The year it starts in: 2026.")
    season = models.CharField(max_length=6, choices=Season.choices)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    half_term_starts_on = models.DateField("half term from", null=True, blank=True)
    half_term_ends_on = models.DateField("half term to", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "academic_year", "season"],
                name="an_authority_has_each_term_once_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="a_term_ends_after_it_starts",
                violation_error_message="A term ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_season_display()} term {self.starts_on.year}"
