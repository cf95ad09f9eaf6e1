"""Session evaluations: anonymous by design. No column leads from an answer to a person, and none
from a person to an answer; the two tables share only the session (SAFETY 48 to 50)."""

import uuid

from django.db import models
from django.db.models import Q

from psg_catalogue.enums import KEPT_BACK, CommentReview, Concern
from psg_catalogue.models.booking import RegisterEntry
from psg_catalogue.models.evaluation_form import (
    MOST_POINTS,
    EvaluationOption,
    EvaluationQuestion,
)
from psg_catalogue.models.session import StudyGroupSession

# Results are shown of so many answers at a time, never of fewer that could point at a person.
FEWEST = 5


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


class EvaluationDay(models.Model):
    """How many answers of a session came in on one day, for reports as at a day. It counts forms;
    no answer says which day it is of."""

    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.CASCADE, related_name="evaluation_days"
    )
    day = models.DateField()
    answers = models.PositiveSmallIntegerField(default=0)
    on_paper = models.PositiveSmallIntegerField("of them on paper", default=0)

    class Meta:
        default_permissions = ()
        ordering = ["session", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "day"], name="answers_of_a_day_are_counted_in_one_place"
            ),
            models.CheckConstraint(
                condition=Q(on_paper__lte=models.F("answers")),
                name="answers_on_paper_are_among_those_of_the_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}, {self.day}"


class EvaluationResponseQuerySet(models.QuerySet):
    def shown(self) -> "EvaluationResponseQuerySet":
        """Those that results may be made of."""
        return self.filter(shown=True)


class EvaluationResponse(models.Model):
    """One answered form. It knows its session, and nothing of the person, the day or the way."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.CASCADE, related_name="responses"
    )
    # In a whole step of five, all of which came into the results together.
    shown = models.BooleanField(default=False)

    objects = EvaluationResponseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.session)


class EvaluationAnswerQuerySet(models.QuerySet):
    def shown(self) -> "EvaluationAnswerQuerySet":
        """Those that results may be made of."""
        return self.filter(response__shown=True)

    def comments(self) -> "EvaluationAnswerQuerySet":
        """In words, and nobody has to look at them first or has withheld them."""
        return self.exclude(text="").exclude(review__in=KEPT_BACK)


class EvaluationAnswer(models.Model):
    """The answer to one question of one response: a point, words, or an option that was chosen. Of
    a question that takes several there is a row for each option ticked, so that counts are exact.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        EvaluationResponse, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(
        EvaluationQuestion, on_delete=models.PROTECT, related_name="answers"
    )
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    option = models.ForeignKey(
        EvaluationOption, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    # One of several options that were ticked; else the question has this answer alone.
    several = models.BooleanField(default=False)
    review = models.CharField(
        max_length=9, choices=CommentReview.choices, default=CommentReview.NONE, blank=True
    )
    # The database knows the usual value, so that the release before can still write answers.
    concern = models.CharField(
        "reported because", max_length=7, choices=Concern, blank=True, default="", db_default=""
    )

    objects = EvaluationAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["question__order", "id"]
        default_permissions = ()
        permissions = [("review_evaluationanswer", "Can decide on comments that may name somebody")]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"],
                condition=Q(several=False),
                name="a_response_answers_a_question_once",
            ),
            models.UniqueConstraint(
                fields=["response", "question", "option"],
                condition=Q(several=True),
                name="a_response_ticks_an_option_once",
            ),
            models.CheckConstraint(
                condition=Q(scale=None) | Q(scale__gte=1, scale__lte=MOST_POINTS),
                name="a_scale_runs_from_one_upwards",
            ),
            models.CheckConstraint(
                condition=Q(scale__isnull=False) | ~Q(text="") | Q(option__isnull=False),
                name="an_answer_says_something",
            ),
            models.CheckConstraint(
                condition=Q(option=None) | Q(scale=None, text=""),
                name="an_option_is_the_whole_of_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(several=False) | Q(option__isnull=False),
                name="of_several_options_each_is_named",
            ),
            models.CheckConstraint(
                condition=Q(review="") | ~Q(text=""), name="only_words_are_looked_at"
            ),
            models.CheckConstraint(
                condition=Q(review=CommentReview.REPORTED, concern__in=Concern.values)
                | (~Q(review=CommentReview.REPORTED) & Q(concern="")),
                name="a_comment_is_reported_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.option or self.scale)
