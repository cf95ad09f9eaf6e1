"""Which new sessions somebody wants to be told of."""

from django import forms
from django.db.models.functions import Lower

from core.forms import SiteForm
from directory.forms.fields import WorkEmailField
from directory.models import KeyStage, Subject


class ChoiceOfSessionsForm(SiteForm):
    """Subjects and key stages. None ticked is all of them."""

    subjects = forms.ModelMultipleChoiceField(
        queryset=Subject.objects.order_by(Lower("name")),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none for all of them.",
    )
    key_stages = forms.ModelMultipleChoiceField(
        queryset=KeyStage.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none for all of them.",
    )


class AskForLettersForm(ChoiceOfSessionsForm):
    """The same for somebody who is not signed in."""

    email = WorkEmailField(
        label="Your email address",
        help_text="We send a link there first, to see that it is yours.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    field_order = ["email", "subjects", "key_stages"]
