"""The forms people are asked by, with what each has been used for."""

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from psg_catalogue.models import EvaluationForm, EvaluationVersion, StudyGroupPage


@dataclass(frozen=True)
class FormRow:
    """A form with its versions, the newest first."""

    form: EvaluationForm
    versions: tuple[EvaluationVersion, ...]

    @property
    def draft(self) -> EvaluationVersion | None:
        return next((each for each in self.versions if each.is_draft), None)

    @property
    def live(self) -> EvaluationVersion | None:
        """The version that is asked while the form is in use."""
        return next(iter(self.published), None)

    @property
    def published(self) -> list[EvaluationVersion]:
        return [each for each in self.versions if not each.is_draft]

    @property
    def sessions_asked(self) -> int:
        return sum(each.session_count for each in self.versions)

    @property
    def state(self) -> str:
        if not self.form.in_use:
            return "Set aside: asked by the default"
        if self.live is None:
            return "Not published yet: asked by the default"
        return f"Version {self.live.number} is asked"


def with_numbers() -> QuerySet[EvaluationVersion]:
    """Versions with how many questions they have and how many sessions were asked by them."""
    versions = EvaluationVersion.objects.order_by("-number")
    return versions.annotate(
        question_count=Count("questions", distinct=True),
        session_count=Count("sessions", distinct=True),
    )


def form_row(form: EvaluationForm) -> FormRow:
    """One form as the list of forms has it."""
    return FormRow(form, tuple(with_numbers().filter(form=form)))


def all_forms() -> list[FormRow]:
    """The default first, then those of study groups by their titles. Two queries."""
    forms = EvaluationForm.objects.select_related("study_group")
    rows: dict[int, list[EvaluationVersion]] = {}
    for version in with_numbers():
        rows.setdefault(version.form_id, []).append(version)
    ordered = forms.order_by(F("study_group__title").asc(nulls_first=True), "pk")
    return [FormRow(form, tuple(rows.get(form.pk, ()))) for form in ordered]


def groups_without_form() -> QuerySet[StudyGroupPage]:
    """Study groups that are asked by the default form, and could have one of their own."""
    return StudyGroupPage.objects.filter(evaluation_form=None).order_by("title")
