"""Which schools a group pays for, and where its invoice goes."""

from collections.abc import Sequence

from django import forms

from core.forms import SiteForm
from core.templatetags.wording import pounds
from directory.forms.fields import NameField, WorkEmailField
from directory.models import School
from subscriptions.forms.apply import PurchaseOrderField
from subscriptions.group_members import MemberLine

PREFIX = "school_"


class PayForSchoolsForm(SiteForm):
    """One tick a school that can be paid for."""

    finance_name = NameField(label="Finance contact’s name", required=False)
    finance_email = WorkEmailField(
        label="Email address for the invoice", help_text="With a copy to you."
    )
    invoice_address = forms.CharField(
        label="Address on the invoice",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": "4", "autocomplete": "off"}),
    )
    purchase_order_number = PurchaseOrderField(
        label="Purchase order number (if you use them)",
        required=False,
        help_text="Printed on the invoice.",
    )
    terms_accepted = forms.BooleanField(label="We agree to the terms, for each of these schools")

    def __init__(self, *args, lines: Sequence[MemberLine], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {f"{PREFIX}{line.school.pk}": line for line in lines if line.price}
        for name, line in self.offered.items():
            self.fields[name] = forms.BooleanField(
                label=line.school.name,
                required=False,
                initial=True,
                help_text=f"{pounds(line.price.total_pence, 'full')}. {line.words}",
            )

    @property
    def ticks(self) -> list:
        """The ticks alone, to stand together."""
        return [self[name] for name in self.offered]

    @property
    def chosen(self) -> list[School]:
        return [line.school for name, line in self.offered.items() if self.cleaned_data.get(name)]
