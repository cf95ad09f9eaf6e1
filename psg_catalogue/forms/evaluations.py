"""The evaluation form, built from the questions staff keep."""

from django import forms

from core.forms import SiteForm, SiteModelForm
from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import ChangeNote, EvaluationQuestion
from psg_catalogue.services.evaluations import LONGEST_TEXT, SCALE
from psg_catalogue.session_refusals import NoReasonToPassOver


class EvaluationForm(SiteForm):
    """One field a question; `answers()` gives what was said by question number."""

    def __init__(self, *args, questions: list[EvaluationQuestion], **kwargs) -> None:
        self.questions = questions
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[self.name_of(question)] = _field(question)

    @staticmethod
    def name_of(question: EvaluationQuestion) -> str:
        return f"question_{question.pk}"

    def asked(self) -> list[tuple[EvaluationQuestion, forms.BoundField]]:
        """Each question with its field, in order."""
        return [(question, self[self.name_of(question)]) for question in self.questions]

    def answers(self) -> dict[int, int | str]:
        """What was said, by question number; questions left open are left out."""
        said = {}
        for question in self.questions:
            value = self.cleaned_data.get(self.name_of(question))
            if value not in ("", None):
                said[question.pk] = value
        return said


def _field(question: EvaluationQuestion) -> forms.Field:
    if question.kind == QuestionKind.SCALE:
        return forms.TypedChoiceField(
            label=question.text,
            help_text=question.hint,
            choices=[(number, str(number)) for number in SCALE],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            required=question.required,
        )
    return forms.CharField(
        label=question.text,
        help_text=question.hint,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=question.required,
    )


class DoorCodeForm(SiteForm):
    """The code off a slip of paper."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Ten letters and figures, from the slip you were given at the session.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ChangeNoteForm(SiteModelForm):
    """ "You said, we changed", for the next session's page."""

    class Meta:
        model = ChangeNote
        fields = ["you_said", "we_changed"]
        labels = {"you_said": "You said", "we_changed": "We changed"}
        help_texts = {
            "you_said": "In your own words, so that nobody can be recognised by theirs.",
            "we_changed": "What is different at the next session because of it.",
        }
        widgets = {
            "you_said": forms.Textarea(attrs={"rows": 2}),
            "we_changed": forms.Textarea(attrs={"rows": 2}),
        }


class PassOverForm(SiteForm):
    """Why nothing changes."""

    because = forms.CharField(
        label="Why nothing changes",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For the leader, the office and the QA lead; it does not stand on the site.",
        error_messages={"required": str(NoReasonToPassOver())},
    )
