"""The base school's answer to a portrait."""

from django import forms

from core.forms import SiteForm


class SendBackForm(SiteForm):
    comment = forms.CharField(
        label="What should change?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They read this in the back office, beside the draft.",
        error_messages={"required": "Say what should change, so that they can put it right"},
    )
