"""Forms about a place that a school has: who goes instead, and who agrees."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from core.forms import SiteForm
from directory.forms.fields import LineField, WorkEmailField
from directory.models import Colleague
from psg_catalogue.services.attenders import Newcomer

SOMEBODY_NEW = "new"


class PassOnForm(SiteForm):
    """Somebody on the staff list, or somebody new who is put on it with the place."""

    colleague = forms.ChoiceField(label="Who goes instead?", widget=forms.RadioSelect)
    name = LineField(label="Full name", max_length=200, required=False)
    job_title = LineField(label="Job", max_length=120, required=False)
    email = WorkEmailField(
        required=False, help_text="We send the calendar entry and the reminder here"
    )

    def __init__(self, *args, colleagues: Iterable[Colleague], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(colleague.pk): colleague for colleague in colleagues}
        listed = [
            (pk, ", ".join(filter(None, [each.name, each.job_title])))
            for pk, each in self.colleagues.items()
        ]
        self.fields["colleague"].choices = [*listed, (SOMEBODY_NEW, "Somebody not on the list")]

    def clean(self) -> dict:
        """Refuses somebody new without a name."""
        given = super().clean()
        if given.get("colleague") == SOMEBODY_NEW and not given.get("name"):
            self.add_error("name", ValidationError("Enter the full name."))
        return given

    @property
    def substitute(self) -> Colleague | Newcomer:
        given = self.cleaned_data
        if given["colleague"] != SOMEBODY_NEW:
            return self.colleagues[given["colleague"]]
        return Newcomer(given["name"], given.get("job_title", ""), given.get("email", ""))


class AgreementForm(SiteForm):
    """The school's own rule for bookings that colleagues make themselves."""

    asks_lead = forms.ChoiceField(
        label="When a colleague books their own place",
        widget=forms.RadioSelect,
        choices=[
            ("no", "The booking stands at once"),
            ("yes", "A lead agrees first; the place is held meanwhile"),
        ],
    )


class NeedsForm(SiteForm):
    """One line or two; blank, where something is noted, removes it."""

    words = forms.CharField(
        label="Access or dietary needs",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="What the leader has to know so that this person can take part. Nothing more.",
    )

    def __init__(self, *args, noted: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = not noted
