"""The evaluation form as it is answered, built from the questions of its version."""

from collections.abc import Callable

from django import forms

from core.forms import SiteForm, SiteModelForm
from psg_catalogue.enums import Concern, QuestionKind
from psg_catalogue.models import ChangeNote, EvaluationQuestion, EvaluationVersion
from psg_catalogue.services.answer_rows import LONGEST_TEXT, Said
from psg_catalogue.session_refusals import NoReasonToPassOver

NOTHING = (None, "", [])


class AnswerForm(SiteForm):
    """One field a question; `answers()` gives what was said by question number."""

    def __init__(self, *args, version: EvaluationVersion, **kwargs) -> None:
        self.questions = list(version.questions.prefetch_related("options"))
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self.fields[self.name_of(question)] = _FIELDS[question.kind](question)

    @staticmethod
    def name_of(question: EvaluationQuestion) -> str:
        return f"question_{question.pk}"

    def asked(self) -> list[tuple[EvaluationQuestion, forms.BoundField]]:
        """Each question with its field, in order."""
        return [(question, self[self.name_of(question)]) for question in self.questions]

    def answers(self) -> dict[int, Said]:
        """What was said, by question number; questions left open are left out."""
        said = {each.pk: self.cleaned_data.get(self.name_of(each)) for each in self.questions}
        return {pk: value for pk, value in said.items() if value not in NOTHING}


def _words(question: EvaluationQuestion) -> dict:
    return {"label": question.text, "help_text": question.hint, "required": question.required}


def _scale(question: EvaluationQuestion) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[(point, str(point)) for point in range(1, question.points + 1)],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        **_words(question),
    )


def _options(question: EvaluationQuestion) -> list[tuple[int, str]]:
    return [(option.pk, option.text) for option in question.options.all()]


def _choice(question: EvaluationQuestion) -> forms.Field:
    return forms.TypedChoiceField(
        choices=_options(question),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        **_words(question),
    )


def _several(question: EvaluationQuestion) -> forms.Field:
    words = _words(question)
    words["help_text"] = words["help_text"] or "Tick all that apply."
    return forms.TypedMultipleChoiceField(
        choices=_options(question),
        coerce=int,
        empty_value=[],
        widget=forms.CheckboxSelectMultiple,
        **words,
    )


def _text(question: EvaluationQuestion) -> forms.Field:
    return forms.CharField(
        max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), **_words(question)
    )


_FIELDS: dict[str, Callable[[EvaluationQuestion], forms.Field]] = {
    QuestionKind.SCALE: _scale,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SEVERAL: _several,
    QuestionKind.TEXT: _text,
}


class DoorCodeForm(SiteForm):
    """The code off a slip of paper."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Ten letters and figures, from the slip you were given at the session.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ReportCommentForm(SiteForm):
    """What is wrong with a comment, out of a list."""

    concern = forms.ChoiceField(
        label="What is the matter with it?",
        choices=Concern.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is the matter with it."},
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
