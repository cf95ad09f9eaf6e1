"""The outreach evaluation (DOMAIN 3.5): support of the colleague, issues, impact on standards."""

from django import forms

from core.forms import SiteForm
from directory.forms.fields import LineField, NameField
from directory.outreach.forms.requests import text
from directory.outreach.models.evaluation import ImpactScale, Scale

TOO_EARLY = "early"
_NAME_NOBODY = "Please name no pupils, and not the colleague."


class ImpactForm(SiteForm):
    """The later question, and the last of the first form's."""

    impact = forms.ChoiceField(
        label="Has it made a difference to standards?",
        choices=[*((str(value), label) for value, label in ImpactScale.choices),
                 (TOO_EARLY, "Too early to say")],
        widget=forms.RadioSelect,
        help_text="What pupils learn, and how well.",
    )  # fmt: skip
    impact_words = text(
        "What do you see? (optional)", rows=3, required=False, help_text=_NAME_NOBODY
    )
    anything_else = text("Anything else? (optional)", rows=3, required=False)
    respondent_name = NameField(label="Your name")
    respondent_job = LineField(label="Your role", max_length=120)

    @property
    def answers(self) -> dict:
        """What services.evaluations.answer_evaluation takes."""
        typed = dict(self.cleaned_data)
        early = typed["impact"] == TOO_EARLY
        typed["impact_too_early"] = early
        typed["impact"] = None if early else int(typed["impact"])
        if "support" in typed:
            typed["support"] = int(typed["support"])
        return typed


class CompletionForm(ImpactForm):
    """The whole form, when a plan is completed."""

    support = forms.ChoiceField(
        label="How well was your colleague supported?",
        choices=[(str(value), label) for value, label in Scale.choices],
        widget=forms.RadioSelect,
    )
    support_words = text(
        "What helped, and what did not? (optional)", rows=3, required=False, help_text=_NAME_NOBODY
    )
    issues = text("Were there any difficulties? (optional)", rows=3, required=False)
    field_order = ["support", "support_words", "issues", "impact", "impact_words", "anything_else",
                   "respondent_name", "respondent_job"]  # fmt: skip
