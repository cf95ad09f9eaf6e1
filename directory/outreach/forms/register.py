"""Which posts of which day the register shows."""

from django import forms

from core.forms import SiteForm
from directory.forms.fields import DayField
from directory.models import Subject
from directory.outreach.enums import FundingType, Phase
from directory.outreach.queries.register import SPECIAL

STANDING = (("filled", "Filled"), ("vacant", "Vacant"), ("review", "Under review"),
            ("retained", "Retained in school"))  # fmt: skip
COUNTED = (*Phase.choices, (SPECIAL, "Special"))


class RegisterForm(SiteForm):
    """Up to which day, and which posts of it."""

    on = DayField(
        label="As at",
        required=False,
        back=200,
        ahead=50,
        error_messages={"invalid": "Give a day, for example 23/01/2012."},
    )
    funding = forms.ChoiceField(
        label="Who pays", required=False, choices=[("", "All"), *FundingType.choices]
    )
    counted = forms.ChoiceField(label="Phase", required=False, choices=[("", "All"), *COUNTED])
    standing = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *STANDING])
    subject = forms.ModelChoiceField(
        Subject.objects.all(), required=False, to_field_name="slug", empty_label="All"
    )
    area = forms.ChoiceField(required=False)

    def __init__(self, *args, areas: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "All"), *((area, area) for area in areas)]
