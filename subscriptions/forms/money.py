"""What staff type when they correct an invoice, give money back, or bring a bank statement in."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from core.pounds import PoundsField
from core.templatetags.wording import pounds
from directory.forms.fields import LineField
from subscriptions.forms.office import BY_HAND, ReasonForm, StaffForm
from subscriptions.models import Invoice

# Some hundred times a year's statement of a busy account.
LARGEST_FILE = 5 * 1024 * 1024


class KeyedForm(StaffForm):
    """The hidden key makes a form that is sent twice one change."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


class CreditForm(KeyedForm):
    """How much of each line is taken back; all that is left of it stands there first."""

    reason = LineField(label="Reason", max_length=300, help_text="The payer reads it.")

    def __init__(self, *args, invoice: Invoice, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for line in invoice.lines.all():
            if left := line.creditable_pence:
                self.fields[f"line_{line.pk}"] = PoundsField(
                    label=line.description,
                    required=False,
                    initial=left,
                    help_text=f"In pounds, with VAT; at most {pounds(left, 'full')}.",
                )

    def clean(self) -> dict:
        """With `amounts`: pence by the line's key."""
        cleaned = super().clean()
        cleaned["amounts"] = {
            int(name.removeprefix("line_")): pence
            for name, pence in cleaned.items()
            if name.startswith("line_") and pence
        }
        return cleaned


class WriteOffForm(StaffForm):
    reason = LineField(label="Reason", max_length=300, help_text="For our own records.")


class CancelForm(ReasonForm):
    """A reason the school reads, and what becomes of the invoice."""

    credit_pence = PoundsField(
        label="Credit on the invoice, in pounds",
        required=False,
        help_text="With VAT; 0 leaves the invoice as it is. What was paid and is credited stands as"
        " money to give back. Empty: all of it, if nobody has paid.",
    )


class GiveBackForm(KeyedForm):
    amount_pence = PoundsField(label="Amount in pounds")
    method = forms.ChoiceField(label="How it went back", choices=BY_HAND)
    given_on = forms.DateField(
        label="Day it went", initial=timezone.localdate, widget=AdminDateInput
    )
    reference = LineField(label="Reference", max_length=120, required=False)


class RefundForm(KeyedForm):
    amount_pence = PoundsField(label="Amount in pounds")
    reason = LineField(
        label="Reason", max_length=300, help_text="The payer reads it on the credit note."
    )


class MoveForm(KeyedForm):
    """To another invoice of the same payer that still asks for money."""

    to = forms.ModelChoiceField(queryset=Invoice.objects.none(), label="To invoice")
    amount_pence = PoundsField(label="Amount in pounds")

    def __init__(self, *args, invoice: Invoice, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        others = Invoice.objects.unpaid().filter(payer=invoice.payer).exclude(pk=invoice.pk)
        self.fields["to"].queryset = others
        self.fields["to"].label_from_instance = lambda other: (
            f"{other.number}, {pounds(other.outstanding_pence, 'full')} to pay"
        )


class StatementForm(StaffForm):
    file = forms.FileField(
        label="Bank statement as CSV",
        help_text="As your bank exports it: with a heading, a date, words and amounts.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError("This file is too large. Export fewer months at a time.")
        return file


class MatchForm(StaffForm):
    """Which invoice a line of the statement pays."""

    number = LineField(label="Invoice number", max_length=20)
    keep_surplus = forms.BooleanField(
        label="More came than is owed",
        required=False,
        help_text="Tick it if so. The rest is kept, to give back or to move to another invoice.",
    )


class PeriodForm(StaffForm):
    first = forms.DateField(label="From", widget=AdminDateInput)
    last = forms.DateField(label="To", widget=AdminDateInput)

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            raise ValidationError({"last": "The last day comes after the first."})
        return cleaned
