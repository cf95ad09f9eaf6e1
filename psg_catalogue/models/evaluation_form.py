"""What people are asked after a session: a form of the programme's own or of one study group, in
versions. A version that is published stays as it is, so that old answers keep their questions."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from psg_catalogue.enums import CHOOSING, QuestionKind
from psg_catalogue.models.pages import StudyGroupPage

FEWEST_POINTS, MOST_POINTS = 3, 7


class EvaluationForm(models.Model):
    """The default form, or the one of a study group that asks something else."""

    study_group = models.OneToOneField(
        StudyGroupPage,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="evaluation_form",
        help_text="Empty: the form of every study group that has none of its own.",
    )
    # Set aside, the study group is asked by the default again; what it asked before is kept.
    in_use = models.BooleanField(default=True)

    class Meta:
        verbose_name = "evaluation form"
        # Versions are changed by services alone; nobody deletes a form.
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(
                Coalesce("study_group", Value(0)), name="there_is_one_default_evaluation_form"
            ),
            models.CheckConstraint(
                condition=Q(study_group__isnull=False) | Q(in_use=True),
                name="the_default_evaluation_form_is_in_use",
            ),
        ]

    def __str__(self) -> str:
        return self.study_group.title if self.study_group_id else "Default form"


class EvaluationVersionQuerySet(models.QuerySet):
    def published(self) -> "EvaluationVersionQuerySet":
        return self.filter(published_at__isnull=False)

    def with_questions(self) -> "EvaluationVersionQuerySet":
        return self.prefetch_related("questions__options")

    def for_group(self, study_group: StudyGroupPage) -> "EvaluationVersionQuerySet":
        """What a study group's next session is asked by, first: the newest version of its own form
        where that is in use, else of the default."""
        own = Q(form__study_group=study_group, form__in_use=True)
        known = self.published().filter(own | Q(form__study_group=None))
        return known.order_by(F("form__study_group").asc(nulls_last=True), "-number")


class EvaluationVersion(models.Model):
    """The questions of a form as they were at one time. Without a day of publication it is the
    draft that staff work on."""

    form = models.ForeignKey(EvaluationForm, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EvaluationVersionQuerySet.as_manager()

    class Meta:
        ordering = ["form", "-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["form", "number"], name="a_version_of_a_form_has_a_number_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(published_at=None),
                name="a_form_has_one_draft_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, version {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class EvaluationQuestion(models.Model):
    """One question of one version (DOMAIN 2.4)."""

    Kind = QuestionKind

    version = models.ForeignKey(
        EvaluationVersion, on_delete=models.CASCADE, related_name="questions"
    )
    text = models.CharField("question", max_length=200)
    hint = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=QuestionKind.choices)
    points = models.PositiveSmallIntegerField(
        "points of the scale",
        default=4,
        validators=[MinValueValidator(FEWEST_POINTS), MaxValueValidator(MOST_POINTS)],
    )
    low_label = models.CharField("words for the lowest point", max_length=60, blank=True)
    high_label = models.CharField("words for the highest point", max_length=60, blank=True)
    required = models.BooleanField("has to be answered", default=False)
    order = models.PositiveSmallIntegerField(default=0)
    # Set when its version is published: from then on the database refuses to change the row.
    fixed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "evaluation question"
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=FEWEST_POINTS, points__lte=MOST_POINTS),
                name="a_scale_has_three_to_seven_points",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def has_options(self) -> bool:
        return self.kind in CHOOSING

    @property
    def point_words(self) -> dict[int, str]:
        """The words at the two ends, by point."""
        return {self.points: self.high_label, 1: self.low_label}


class EvaluationOption(models.Model):
    """One of the answers that a question offers."""

    question = models.ForeignKey(
        EvaluationQuestion, on_delete=models.CASCADE, related_name="options"
    )
    text = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    fixed = models.BooleanField(default=False, editable=False)

    class Meta:
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "text"], name="a_question_offers_an_answer_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
