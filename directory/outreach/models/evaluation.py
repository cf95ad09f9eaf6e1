"""The host school's evaluation of a plan (CB ¶6), and the later question about impact."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.outreach.models.plan import OutreachPlan


class EvaluationKind(models.TextChoices):
    COMPLETION = "completion", "When the plan is completed"
    FOLLOW_UP = "follow_up", "Impact, some time later"


class Scale(models.IntegerChoices):
    """DOMAIN 2.3: one to four."""

    NOT_AT_ALL = 1, "Not at all"
    A_LITTLE = 2, "A little"
    WELL = 3, "Well"
    VERY_WELL = 4, "Very well"


class ImpactScale(models.IntegerChoices):
    """The same four steps, as an answer to whether it made a difference."""

    NONE = 1, "No difference"
    A_LITTLE = 2, "A little"
    CLEAR = 3, "A clear difference"
    GREAT = 4, "A great difference"


class OutreachEvaluationQuerySet(models.QuerySet):
    def unanswered(self) -> "OutreachEvaluationQuerySet":
        """Not answered yet, and still wanted."""
        return self.filter(answered_at=None, waived=False)

    def answered(self) -> "OutreachEvaluationQuerySet":
        return self.filter(answered_at__isnull=False)

    def overdue(self, day: date | None = None) -> "OutreachEvaluationQuerySet":
        """Asked for, past the day it was wanted by, and still not here (P12: never stored)."""
        day = day or timezone.localdate()
        return self.unanswered().filter(asked_at__isnull=False, due_on__lt=day)


class OutreachEvaluation(models.Model):
    """One form, asked of the host school's senior leader by a link that works once. Unlike the
    evaluation of a session it is not anonymous: it names who answers, and the AST keeps a copy
    always (CA L39)."""

    Kind, Scale = EvaluationKind, Scale

    plan = models.ForeignKey(OutreachPlan, on_delete=models.PROTECT, related_name="evaluations")
    kind = models.CharField(max_length=10, choices=EvaluationKind.choices)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ask_on = models.DateField(default=timezone.localdate)
    asked_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    waived = models.BooleanField(default=False, help_text="No longer asked for.")

    respondent_name = models.CharField("name", max_length=200, blank=True)
    respondent_job = models.CharField("job", max_length=120, blank=True)
    support = models.PositiveSmallIntegerField(
        "support of the colleague", choices=Scale.choices, null=True, blank=True
    )
    support_words = models.TextField(blank=True)
    issues = models.TextField("issues encountered", blank=True)
    impact = models.PositiveSmallIntegerField(
        "impact on standards", choices=ImpactScale.choices, null=True, blank=True
    )
    impact_too_early = models.BooleanField("too early to say", default=False)
    impact_words = models.TextField(blank=True)
    anything_else = models.TextField(blank=True)

    objects = OutreachEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "outreach evaluation"
        ordering = ["-asked_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"], name="a_plan_is_evaluated_once_and_followed_up_once"
            ),
            models.CheckConstraint(
                condition=Q(support=None) | Q(support__range=(1, 4)),
                name="support_runs_from_one_to_four",
            ),
            models.CheckConstraint(
                condition=Q(impact=None) | Q(impact__range=(1, 4)),
                name="impact_runs_from_one_to_four",
            ),
            models.CheckConstraint(
                condition=Q(impact=None) | Q(impact_too_early=False),
                name="impact_is_marked_or_it_is_too_early",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(impact__isnull=False) | Q(impact_too_early=True),
                name="an_answer_says_something_of_impact",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(kind="completion") | Q(support__isnull=False),
                name="an_evaluation_marks_the_support",
            ),
        ]

    def __str__(self) -> str:
        return f"Evaluation {self.pk}"

    @property
    def impact_mark(self) -> str:
        return "Too early to say" if self.impact_too_early else self.get_impact_display() or ""
