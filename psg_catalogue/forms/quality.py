"""What a QA lead writes of a visit, and what a leader replies."""

from django import forms

from core.forms import SiteForm, SiteModelForm
from psg_catalogue.models import QAVisit
from psg_catalogue.quality_refusals import NothingSaid

NO_PUPILS = "Do not write about pupils."


class VisitForm(SiteModelForm):
    """A record may be kept half written; sharing it asks for all three."""

    visited_on = forms.DateField(
        label="Day of the visit", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = QAVisit
        fields = ["visited_on", "strengths", "development", "overall", "notes"]
        help_texts = {
            "strengths": f"What went well. {NO_PUPILS}",
            "development": "What could be better next time, and how.",
            "overall": "One or two sentences.",
            "notes": "For the leader and the office too, once it is shared.",
        }
        widgets = {
            "strengths": forms.Textarea(attrs={"rows": 5}),
            "development": forms.Textarea(attrs={"rows": 5}),
            "overall": forms.Textarea(attrs={"rows": 2}),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }


class ReplyForm(SiteForm):
    words = forms.CharField(
        label="Your reply",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"The QA lead and the office read it. {NO_PUPILS}",
        error_messages={"required": str(NothingSaid())},
    )


class CallOffForm(SiteForm):
    because = forms.CharField(
        label="Why", max_length=200, required=False, help_text="For the office and the QA leads."
    )
