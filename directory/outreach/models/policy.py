"""The policy library: which paper holds, who keeps it, and what took its place."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Visibility(models.TextChoices):
    """CB L15 marks a paper public or exempt."""

    PUBLIC = "public", "Public"
    RESTRICTED = "restricted", "Authority only"


class PolicyQuerySet(models.QuerySet):
    def public(self) -> "PolicyQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def chain_from(self, policy: "Policy") -> list[int]:
        """The numbers of this version, of the one that took its place, and so on to the last. One
        query."""
        after = dict(self.order_by().values_list("pk", "superseded_by"))
        chain: list[int] = []
        step: int | None = policy.pk
        while step is not None and step not in chain:
            chain.append(step)
            step = after.get(step)
        return chain

    def in_force(self) -> "PolicyQuerySet":
        return self.filter(superseded_by=None, withdrawn_on=None)

    def to_review(self, day: date | None = None) -> "PolicyQuerySet":
        """In force, and the day to look at them again has come."""
        return self.in_force().filter(review_on__lte=day or timezone.localdate())


class Policy(models.Model):
    """One version of a policy (CA title page: title, date, owner)."""

    title = models.CharField(max_length=200)
    version = models.CharField(max_length=40, help_text="“2”, or “November 2026”.")
    slug = models.SlugField(unique=True, help_text="Names it in an address.")
    owner = models.CharField(max_length=120, help_text="The role that keeps it, not a person.")
    summary = models.TextField(blank=True, help_text="What it is about, in two or three sentences.")
    words = models.TextField(help_text="The policy itself. A blank line makes a paragraph.")
    dated = models.DateField("date")
    review_on = models.DateField("review on", null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
        help_text="The version that took its place.",
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-dated"]
        verbose_name_plural = "policies"
        constraints = [
            models.UniqueConstraint(
                fields=["title", "version"],
                name="a_policy_has_each_version_once",
                violation_error_message="There is this version of this policy already.",
            ),
            models.CheckConstraint(
                condition=~Q(superseded_by=F("id")),
                name="a_policy_does_not_supersede_itself",
                violation_error_message="A policy cannot take its own place.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    def clean(self) -> None:
        """What takes its place does not, at once or in steps, lead back to it: of a ring no version
        would be in force."""
        after = self.superseded_by
        if after is None or after.pk == self.pk:
            return
        if self.pk in Policy.objects.chain_from(after):
            words = f"“{after}” was itself replaced by this version, at once or in steps."
            raise ValidationError(
                {"superseded_by": f"{words} Choose a later one, or none if this one holds."}
            )

    @property
    def is_in_force(self) -> bool:
        return self.superseded_by_id is None and self.withdrawn_on is None

    @property
    def is_due_for_review(self) -> bool:
        return bool(self.is_in_force and self.review_on and self.review_on <= timezone.localdate())
