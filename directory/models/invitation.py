"""Invitations: a role offered to whoever reads an email address."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from directory.enums import Role
from directory.models.role import is_school_role
from directory.models.school import School
from directory.scoping import OfSchools

OPEN_FOR = timedelta(days=14)


def default_expiry():
    return timezone.now() + OPEN_FOR


class InvitationQuerySet(OfSchools):
    def open(self) -> "InvitationQuerySet":
        """Neither taken up nor withdrawn, and in time."""
        return self.unsettled().filter(expires_at__gt=timezone.now())

    def unsettled(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """A role offered by email. Its link is made at the moment of sending and never stored; it is
    dead once used, withdrawn or expired, and when the inviter may no longer give the role."""

    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=default_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=is_school_role(), name="an_invitation_to_a_school_role_names_the_school"
            ),
            models.UniqueConstraint(
                Lower("email"),
                "role",
                "school",
                condition=Q(accepted_at=None, withdrawn_at=None, school__isnull=False),
                name="a_school_role_is_offered_once_at_a_time",
            ),
            models.UniqueConstraint(
                Lower("email"),
                "role",
                condition=Q(accepted_at=None, withdrawn_at=None, school=None),
                name="a_programme_role_is_offered_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, invited on {timezone.localdate(self.made_at):%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > timezone.now()
