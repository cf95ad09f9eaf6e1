"""What a school's own site is to show."""

from django import forms

from core.forms import SiteForm
from directory.forms.school_typed import SchoolTyped, SchoolTypedField
from directory.models import KeyStage, Subject
from psg_catalogue.queries.finder import MILES
from psg_catalogue.queries.next_sessions import FEWEST, MOST, USUAL


class EmbedForm(SchoolTyped, SiteForm):
    """Everything may be left as it is: then the next sessions of every study group are shown."""

    subject = forms.ModelChoiceField(
        Subject.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Every subject",
    )
    stage = forms.ModelChoiceField(
        KeyStage.objects.all(),
        to_field_name="slug",
        required=False,
        label="Key stage",
        empty_label="Every key stage",
    )
    school = SchoolTypedField(
        label="Near which school? (optional)",
        required=False,
        help_text="Its name, town or URN. Online sessions are then left out.",
    )
    within = forms.ChoiceField(
        label="Within",
        choices=[(each, f"{each} miles") for each in MILES],
        initial=MILES[1],
        required=False,
    )
    number = forms.IntegerField(
        label="How many sessions?", min_value=FEWEST, max_value=MOST, initial=USUAL
    )

    def clean_within(self) -> str:
        return self.cleaned_data["within"] or MILES[1]

    @property
    def asked(self) -> dict[str, str | int]:
        """The options as they stand in the frame's address."""
        typed = self.cleaned_data
        asked: dict[str, str | int] = {}
        for name in ("subject", "stage"):
            if typed[name]:
                asked[name] = typed[name].slug
        if typed["school"]:
            asked |= {"near": typed["school"].urn, "within": typed["within"]}
        return {**asked, "number": typed["number"]}
