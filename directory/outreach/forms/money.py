"""What is typed about money and returns. They check shape; services decide."""

from django import forms
from django.utils import timezone

from core.forms import SiteForm
from directory.forms.fields import DayField, LineField
from directory.outreach.funding_enums import Paper


class ReceivedForm(SiteForm):
    """Which papers the authority received, and when. Those that are still to come are offered; one
    marked meanwhile by somebody else is no error."""

    paper = forms.MultipleChoiceField(
        label="Papers received",
        choices=Paper.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what was received."},
    )
    on = DayField(
        label="Received on",
        initial=timezone.localdate,
        error_messages={"required": "Enter the day on which it was received."},
    )

    def __init__(self, *args, missing: list[Paper], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].widget.choices = [(each.value, each.label) for each in missing]


class ReasonForm(SiteForm):
    reason = LineField(
        label="Reason", max_length=300, help_text="The school reads this. Name no teacher or pupil."
    )


class PaidOnForm(SiteForm):
    on = DayField(
        label="Paid on",
        initial=timezone.localdate,
        error_messages={"required": "Enter the day on which it was paid."},
    )


class TermReturnForm(SiteForm):
    """The AST's own words; the totals come from what is on record."""

    is_nil = forms.BooleanField(label="Nil return: there was no outreach this term", required=False)
    highlights = forms.CharField(
        label="What went well",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Name no pupils, and nobody you supported.",
    )
    barriers = forms.CharField(
        label="What got in the way",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    support_needed = forms.CharField(
        label="Support you need",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendBackForm(SiteForm):
    reason = LineField(label="What has to change", max_length=300, help_text="The AST reads this.")
