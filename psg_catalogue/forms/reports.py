"""Up to which day a report counts, and what a frozen copy is for."""

from django import forms

from core.forms import SiteForm


class AsAtForm(SiteForm):
    """Up to which day the report counts."""

    as_at = forms.DateField(
        label="As at",
        required=False,
        help_text="Leave it empty for the whole year.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Give a day, for example 23/01/2012."},
    )


class FreezeForm(SiteForm):
    """What stands beside the figures once they are kept."""

    note = forms.CharField(
        label="Given to, or what for",
        max_length=200,
        help_text="Like “Schools Forum, January meeting”. Name no person.",
        error_messages={"required": "Say whom it is given to, or what for."},
    )
    as_at = forms.DateField(required=False, widget=forms.HiddenInput)
    by = forms.CharField(required=False, widget=forms.HiddenInput)
