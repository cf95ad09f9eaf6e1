"""Academies that release an AST for the authority's work, by agreement (CB ¶9)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import School
from directory.outreach.models.post import ASTPost


class ReleaseQuerySet(models.QuerySet):
    def live(self, day: date | None = None) -> "ReleaseQuerySet":
        """In force on a day, today unless one is given. `ends_on` is the first day without."""
        day = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class ReleaseAgreement(models.Model):
    """An academy goes on releasing the holder of a post, and has the costs of outreach for it."""

    post = models.ForeignKey(ASTPost, on_delete=models.PROTECT, related_name="release_agreements")
    academy = models.ForeignKey(School, on_delete=models.PROTECT, related_name="release_agreements")
    agreed_on = models.DateField()
    starts_on = models.DateField("from")
    ends_on = models.DateField(null=True, blank=True, help_text="The first day without it.")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(ends_on=None),
                name="a_post_is_released_by_one_agreement_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=models.F("starts_on")),
                name="a_release_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.academy}, from {self.starts_on:%d.%m.%Y}"
