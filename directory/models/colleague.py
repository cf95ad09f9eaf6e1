"""A school's own staff list: the people it books onto sessions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from directory.models.school import School
from directory.scoping import OfSchools


class ColleagueQuerySet(OfSchools):
    def current(self) -> "ColleagueQuerySet":
        return self.filter(left_on=None)

    def at(self, school: School) -> "ColleagueQuerySet":
        return self.filter(school=school)


class Colleague(models.Model):
    """A named person at one school. No account is needed; work details only, no pupil data."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="colleagues")
    name = models.CharField(max_length=200)
    job_title = models.CharField("job", max_length=120, blank=True)
    email = models.EmailField("work email", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="colleague_at",
    )
    left_on = models.DateField(null=True, blank=True)

    objects = ColleagueQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "school",
                Lower("email"),
                condition=Q(left_on=None) & ~Q(email=""),
                name="a_school_lists_an_email_address_once",
                violation_error_message="Someone with this email address is already on your list.",
            ),
            models.UniqueConstraint(
                "school",
                Lower("name"),
                condition=Q(left_on=None, email=""),
                name="a_school_lists_a_name_without_email_once",
                violation_error_message=(
                    "Someone of this name without an email address is already on your list."
                    " Add an email address to tell them apart."
                ),
            ),
            models.UniqueConstraint(
                fields=["school", "user"],
                condition=Q(left_on=None, user__isnull=False),
                name="an_account_stands_once_on_a_staff_list",
            ),
        ]

    def __str__(self) -> str:
        return self.name
