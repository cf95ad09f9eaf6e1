"""Which schools were asked to subscribe again, and what they answered."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import School
from subscriptions.enums import ENDED_STATES, RenewalState
from subscriptions.models.subscription import Subscription


class RenewalQuerySet(models.QuerySet):
    def with_state(self, day: date | None = None) -> "RenewalQuerySet":
        """Each with its `state` on a day: today unless one is given."""
        day = day or timezone.localdate()
        year = AcademicYear.of(day)
        live = Subscription.objects.exclude(state__in=[state.value for state in ENDED_STATES])
        renewed = live.filter(school=OuterRef("school"), academic_year=OuterRef("academic_year"))
        return self.annotate(
            state=Case(
                When(Exists(renewed), then=Value(RenewalState.RENEWED.value)),
                When(declined_at__isnull=False, then=Value(RenewalState.DECLINED.value)),
                When(academic_year__lte=year.start, then=Value(RenewalState.LAPSED.value)),
                default=Value(RenewalState.INVITED.value),
                output_field=CharField(),
            )
        )

    def unanswered(self, day: date | None = None) -> "RenewalQuerySet":
        """Neither renewed nor declined, whether there is time left or not."""
        return self.with_state(day).filter(
            state__in=[RenewalState.INVITED.value, RenewalState.LAPSED.value]
        )


class Renewal(models.Model):
    """One school's invitation to a year, from what it had in the year before. Whether it renewed or
    lapsed is worked out, never stored (P12); that it declined is what it said."""

    State = RenewalState

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="renewals")
    academic_year = models.PositiveSmallIntegerField("year to come")
    before = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="+", verbose_name="had before"
    )
    invited_at = models.DateTimeField("invited", default=timezone.now)
    reminded_at = models.DateTimeField("reminded", null=True, blank=True)
    declined_at = models.DateTimeField("declined", null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decline_reason = models.CharField("reason", max_length=300, blank=True)

    objects = RenewalQuerySet.as_manager()

    class Meta:
        ordering = ["-academic_year", "school__name", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["school", "academic_year"], name="a_school_is_invited_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None, decline_reason="")
                | Q(declined_at__isnull=False) & ~Q(decline_reason=""),
                name="a_school_that_declines_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.year}"

    @property
    def year(self) -> AcademicYear:
        return AcademicYear(self.academic_year)
