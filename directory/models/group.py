"""Schools that belong together: a federation, an academy trust, a local cluster."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from directory.enums import GroupKind, SchoolSource
from directory.models.school import School, SchoolQuerySet


class SchoolGroup(ClusterableModel):
    """It may pay for its schools, and learns nothing else of them by that (DOMAIN 2.1, P6). The
    register's trusts and federations are known by their code; others the office keeps by hand."""

    Kind = GroupKind

    kind = models.CharField(max_length=10, choices=GroupKind.choices, default=GroupKind.CLUSTER)
    name = models.CharField(max_length=200)
    code = models.CharField(
        max_length=10, blank=True, editable=False, help_text="In the register of schools."
    )
    source = models.CharField(
        max_length=6,
        choices=SchoolSource.choices,
        default=SchoolSource.MANUAL,
        editable=False,
    )
    finance_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="groups_paid_for",
        help_text="A lead or finance contact of one of its schools, who may pay for all of them.",
    )
    finance_email = models.EmailField("email for invoices", blank=True)
    invoice_address = models.TextField("address on invoices", blank=True)

    class Meta:
        verbose_name = "group of schools"
        verbose_name_plural = "groups of schools"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=~Q(code=""),
                name="a_group_of_the_register_is_here_once",
            ),
            models.CheckConstraint(
                condition=Q(source="gias") & ~Q(code="") | Q(source="manual", code=""),
                name="only_groups_of_the_register_have_a_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def schools_on(self, day: date | None = None) -> SchoolQuerySet:
        """Its schools on a day: today unless one is given."""
        members = self.members.model.objects.on(day or timezone.localdate()).filter(group=self.pk)
        return School.objects.filter(pk__in=members.values("school"))


class GroupMemberQuerySet(models.QuerySet):
    def on(self, day: date) -> "GroupMemberQuerySet":
        """Members on a day; `ends_on` is the first day without."""
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gt=day))


class GroupMember(models.Model):
    """A school of a group, from a day, where it is known, and perhaps to a day."""

    group = ParentalKey(SchoolGroup, on_delete=models.CASCADE, related_name="members")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="memberships")
    starts_on = models.DateField("from", null=True, blank=True)
    ends_on = models.DateField(
        "until", null=True, blank=True, help_text="The first day on which it is no member."
    )

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering = ["school__name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["group", "school"],
                condition=Q(ends_on=None),
                name="a_school_is_a_member_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_membership_does_not_end_before_it_begins",
                violation_error_message="It ends after it begins.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.school)

    said_twice = "One school is a member twice. Say until when the one was, or remove it."

    @property
    def is_for(self) -> tuple:
        """What no two rows of a group have in common: one membership of a school is open. Of those
        that are over there may be several."""
        return (self.school_id, self.pk or id(self)) if self.ends_on else (self.school_id, None)
