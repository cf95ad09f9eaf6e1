"""Session evaluations: anonymous by design. No column leads from an answer to a person, and none
from a person to an answer; the two tables share only the session (SAFETY 48 to 50)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from psg_catalogue.enums import QuestionKind
from psg_catalogue.models.booking import RegisterEntry
from psg_catalogue.models.session import StudyGroupSession

# Results are shown of so many answers at a time, never of fewer that could point at a person.
FEWEST = 5


class EvaluationQuestion(models.Model):
    """A question of the default form (DOMAIN 2.4). Once answered it is retired, never rewritten."""

    Kind = QuestionKind

    text = models.CharField(max_length=200)
    hint = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=QuestionKind.choices)
    low_label = models.CharField("words for 1", max_length=60, blank=True)
    high_label = models.CharField("words for 4", max_length=60, blank=True)
    required = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "evaluation question"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class EvaluationInvitation(models.Model):
    """That one person present was asked, and whether an answer came: never which, never when."""

    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.CASCADE, related_name="invitations"
    )
    entry = models.OneToOneField(RegisterEntry, on_delete=models.CASCADE, related_name="invitation")
    nonce = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="What the signed link holds."
    )
    door_code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    answered = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.session)


class EvaluationResponseQuerySet(models.QuerySet):
    def shown(self) -> "EvaluationResponseQuerySet":
        """Those that results may be made of."""
        return self.filter(shown=True)


class EvaluationResponse(models.Model):
    """One answered form. It knows its session and its day, nothing of the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.CASCADE, related_name="responses"
    )
    answered_on = models.DateField(default=timezone.localdate)
    from_paper = models.BooleanField(default=False)
    # In a whole step of five, all of which came into the results together.
    shown = models.BooleanField(default=False)

    objects = EvaluationResponseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.session)


class EvaluationAnswer(models.Model):
    """The answer to one question of one response."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        EvaluationResponse, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(
        EvaluationQuestion, on_delete=models.PROTECT, related_name="answers"
    )
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["question__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"], name="a_response_answers_a_question_once"
            ),
            models.CheckConstraint(
                condition=Q(scale=None) | Q(scale__gte=1, scale__lte=4),
                name="a_scale_runs_from_one_to_four",
            ),
            models.CheckConstraint(
                condition=Q(scale__isnull=False) | ~Q(text=""), name="an_answer_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.scale)
