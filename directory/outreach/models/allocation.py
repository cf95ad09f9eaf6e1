"""How many posts the authority is paid for, and what that was reckoned from (CA L73)."""

from datetime import date

from django.db import models
from django.utils import timezone

from directory.models import LocalAuthority


class AllocationQuerySet(models.QuerySet):
    def on(self, day: date | None = None) -> "AllocationQuerySet":
        """Those made by the day, the one in force first."""
        return self.filter(starts_on__lte=day or timezone.localdate()).order_by("-starts_on")


class PostAllocation(models.Model):
    """From a day on the authority has money for this many posts, until the next row's day."""

    authority = models.ForeignKey(
        LocalAuthority, on_delete=models.PROTECT, related_name="post_allocations"
    )
    posts = models.PositiveSmallIntegerField(help_text="How many posts are paid for.")
    basis_on = models.DateField(
        "reckoned from", help_text="The day whose posts the number reflects, say 1 April 2004."
    )
    starts_on = models.DateField("in force from")
    note = models.CharField(max_length=200, blank=True, help_text="The grant, and its letter.")

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = "allocation of posts"
        verbose_name_plural = "allocations of posts"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "starts_on"],
                name="an_authoritys_allocation_changes_once_a_day",
                violation_error_message="There is an allocation from this day already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posts} posts from {self.starts_on:%d.%m.%Y}"
