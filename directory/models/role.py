"""Who may do what: dated roles, and claims to work at a school."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.enums import SCHOOL_ROLES, ClaimState, Role
from directory.models.school import School
from directory.scoping import OfSchools

_SCHOOL_ROLE_VALUES = [role.value for role in SCHOOL_ROLES]


def is_school_role() -> Q:
    """Rows whose role belongs to a school name one, and no others do."""
    return Q(role__in=_SCHOOL_ROLE_VALUES, school__isnull=False) | (
        ~Q(role__in=_SCHOOL_ROLE_VALUES) & Q(school__isnull=True)
    )


class RoleAssignmentQuerySet(OfSchools):
    def live(self, day: date | None = None) -> "RoleAssignmentQuerySet":
        """In force on a day: today unless one is given. `ends_on` is the first day without it."""
        day = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class RoleAssignment(models.Model):
    """A role of a person, for one school or for the programme, from a day and perhaps to a day.
    Wagtail's groups follow from it (directory.services.roles)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True, help_text="The first day without the role.")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "starts_on"]
        # Only services write roles; nobody has Django's own permissions on them.
        default_permissions = ()
        permissions = [("manage_people", "Can manage people and their roles")]
        constraints = [
            models.CheckConstraint(
                condition=is_school_role(),
                name="school_roles_name_a_school_and_no_other_does",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="a_role_does_not_end_before_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "school"],
                condition=Q(ends_on=None, school__isnull=False),
                name="a_person_has_a_school_role_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ends_on=None, school__isnull=True),
                name="a_person_has_a_programme_role_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class SchoolClaim(models.Model):
    """ "I work at this school": agreed by a lead of that school or by the training school."""

    State = ClaimState

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="claims")
    role = models.CharField(
        max_length=20,
        choices=[(role.value, role.label) for role in SCHOOL_ROLES],
        default=Role.SCHOOL_MEMBER,
    )
    job_title = models.CharField("job", max_length=120, blank=True)
    state = models.CharField(
        max_length=10, choices=ClaimState.choices, default=ClaimState.PENDING, db_index=True
    )
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    objects = OfSchools.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "school"],
                condition=Q(state="pending"),
                name="a_person_claims_a_school_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "withdrawn"]) | Q(decided_at__isnull=False),
                name="a_decided_claim_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.school}"
