"""Who holds a post, from when to when."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.enums import Role
from directory.models import Practitioner
from directory.outreach.enums import EndReason
from directory.outreach.models.post import ASTPost
from directory.scoping import schools_with


class ASTAppointmentQuerySet(models.QuerySet):
    def live(self, day: date | None = None) -> "ASTAppointmentQuerySet":
        """In post on a day, today unless one is given. The last day still counts."""
        day = day or timezone.localdate()
        return self.filter(Q(last_day=None) | Q(last_day__gte=day), starts_on__lte=day)

    def overlapping(self, first: date, last: date) -> "ASTAppointmentQuerySet":
        """In post on at least one of these days: in a term, say."""
        return self.filter(Q(last_day=None) | Q(last_day__gte=first), starts_on__lte=last)

    def visible_to(self, user) -> "ASTAppointmentQuerySet":
        """The authority's people see all; a lead those at the school; an AST their own."""
        from directory.outreach.permissions import is_authority

        if not user.is_authenticated or not user.is_active:
            return self.none()
        if is_authority(user):
            return self
        led = schools_with(user, (Role.SCHOOL_LEAD,))
        return self.filter(Q(post__base_school__in=led) | Q(practitioner__user=user))


class ASTAppointment(models.Model):
    """A practitioner in a post. When somebody was accredited stands with the practitioner and only
    there: it is theirs for good, through every appointment."""

    post = models.ForeignKey(ASTPost, on_delete=models.PROTECT, related_name="appointments")
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="appointments"
    )
    starts_on = models.DateField("from")
    last_day = models.DateField(null=True, blank=True, help_text="The last day in the post.")
    end_reason = models.CharField(max_length=10, choices=EndReason.choices, blank=True)
    working_percent = models.PositiveSmallIntegerField(
        "working time",
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Percent of a full working week; 60 for somebody who works three days.",
    )
    mentor = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.SET_NULL, related_name="mentees"
    )

    objects = ASTAppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        verbose_name = "appointment"
        # That no two overlap at all, the first migration lays down in the database's own words.
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(last_day=None),
                name="a_post_has_one_holder_without_an_end",
                violation_error_message="Somebody holds this post already.",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=models.F("starts_on")),
                name="an_appointment_does_not_end_before_it_starts",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None, end_reason="") | Q(last_day__isnull=False),
                name="only_an_appointment_that_ends_has_a_reason_for_it",
            ),
            models.CheckConstraint(
                condition=Q(working_percent__gte=1, working_percent__lte=100),
                name="working_time_is_between_1_and_100_percent",
            ),
            models.CheckConstraint(
                condition=Q(mentor=None) | ~Q(mentor=models.F("practitioner")),
                name="nobody_is_their_own_mentor",
                violation_error_message="The mentor is somebody else.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner}, {self.post}"

    @property
    def accredited_on(self) -> date | None:
        return self.practitioner.accredited_on

    def is_live_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.last_day is None or day <= self.last_day)
