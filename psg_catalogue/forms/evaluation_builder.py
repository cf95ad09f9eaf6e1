"""What staff type when they build an evaluation form."""

from django import forms

from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import EvaluationQuestion
from psg_catalogue.queries.evaluation_forms import groups_without_form
from psg_catalogue.services.evaluation_forms import FEWEST_OPTIONS, MOST_OPTIONS

LONGEST_OPTION = 120


class NewFormForm(forms.Form):
    """A study group that is to have a form of its own."""

    study_group = forms.ModelChoiceField(queryset=None, empty_label="Choose a study group")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["study_group"].queryset = groups_without_form()


class QuestionForm(forms.ModelForm):
    """One question; what does not belong to its kind is not asked for and not kept."""

    options = forms.CharField(
        label="Answers to choose from",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"For one choice or several: one answer a line, in their order; "
        f"{FEWEST_OPTIONS} to {MOST_OPTIONS} of them.",
    )

    class Meta:
        model = EvaluationQuestion
        fields = ["text", "hint", "kind", "required", "points", "low_label", "high_label"]
        help_texts = {
            "text": "Ask about the session, not about people.",
            "hint": "Shown below the question.",
            "kind": "Words can name people, so ask for them only where you will read them. Comments"
            " that seem to name somebody come to the office first.",
            "points": "For a scale: 1 is the lowest.",
            "low_label": "For a scale: what the lowest point means.",
            "high_label": "For a scale: what the highest point means.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].required = False
        if self.instance.pk:
            lines = (option.text for option in self.instance.options.all())
            self.fields["options"].initial = "\n".join(lines)

    def clean_points(self) -> int:
        return self.cleaned_data["points"] or EvaluationQuestion._meta.get_field("points").default

    def clean_options(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["options"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict:
        typed = super().clean()
        kind = typed.get("kind")
        if kind == QuestionKind.SCALE:
            for name in ("low_label", "high_label"):
                if not typed.get(name):
                    self.add_error(name, "Say in a word or two what this end of the scale means.")
        elif kind in (QuestionKind.CHOICE, QuestionKind.SEVERAL):
            self._check_options(typed.get("options") or [])
        return typed

    def _check_options(self, options: list[str]) -> None:
        if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            self.add_error(
                "options", f"Give {FEWEST_OPTIONS} to {MOST_OPTIONS} different answers, one a line."
            )
        elif any(len(option) > LONGEST_OPTION for option in options):
            self.add_error("options", f"An answer has at most {LONGEST_OPTION} characters.")
