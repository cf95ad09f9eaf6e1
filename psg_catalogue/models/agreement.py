"""The service level agreement under which the training school runs the study groups (CB ¶4)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.academic_year import AcademicYear

OVERLAP = "Another agreement is in force in this time. Let it end the day before, or begin later."


class ServiceAgreementQuerySet(models.QuerySet):
    def in_force(self, day: date | None = None) -> "ServiceAgreementQuerySet":
        """Those of a day, today unless one is given: one at most. The last day still counts."""
        day = day or timezone.localdate()
        return self.overlapping(day, day)

    def overlapping(self, first: date, last: date | None) -> "ServiceAgreementQuerySet":
        """In force on at least one of these days; without a last one, from the first day on."""
        found = self.filter(Q(last_day=None) | Q(last_day__gte=first))
        return found if last is None else found.filter(starts_on__lte=last)

    def of_year(self, year: AcademicYear) -> "ServiceAgreement | None":
        """The agreement of an academic year: that of its last day in force, the latest first."""
        return self.overlapping(year.first_day, year.last_day).order_by("-starts_on").first()


class ServiceAgreement(models.Model):
    """Who runs the study groups for the authority, from when to when and on which terms. One is in
    force at a time: its migration lays that down in the database's own words (`one_agreement`)."""

    provider = models.CharField(
        max_length=200, help_text="The training school, or the schools, as the agreement has it."
    )
    starts_on = models.DateField("from")
    last_day = models.DateField(
        "to", null=True, blank=True, help_text="The last day. Blank: until it is ended."
    )
    terms = models.TextField(blank=True, help_text="What is agreed, in the agreement’s own words.")
    quality_share = models.PositiveSmallIntegerField(
        "share of sessions to be quality assured, %",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Of the sessions held in a year. Blank: no share is agreed.",
    )

    objects = ServiceAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "service level agreement"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("starts_on")),
                name="an_agreement_does_not_end_before_it_starts",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(quality_share=None) | Q(quality_share__gte=1, quality_share__lte=100),
                name="a_share_to_be_quality_assured_is_between_1_and_100",
                violation_error_message="Give a share between 1 and 100 percent.",
            ),
        ]

    def __str__(self) -> str:
        until = f" to {self.last_day:%-d %B %Y}" if self.last_day else ""
        return f"{self.provider}, from {self.starts_on:%-d %B %Y}{until}"

    def clean(self) -> None:
        """Refuses a second agreement in force on the same day, with a sentence."""
        if not self.starts_on or (self.last_day and self.last_day < self.starts_on):
            return
        others = ServiceAgreement.objects.overlapping(self.starts_on, self.last_day)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"starts_on": OVERLAP})
