"""What staff type when they act on a subscription."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from core.forms import PlainWords
from core.pounds import PoundsField
from directory.forms.fields import LineField
from subscriptions.enums import PaymentMethod

# Card payments and moves record themselves.
_BY_THEMSELVES = (PaymentMethod.CARD, PaymentMethod.TRANSFER)
BY_HAND = [choice for choice in PaymentMethod.choices if choice[0] not in _BY_THEMSELVES]


class StaffForm(PlainWords, forms.Form):
    """A form with nothing to type: press, or go back."""


class ReasonForm(StaffForm):
    reason = LineField(label="Reason", max_length=300, help_text="The school reads it.")


class NoteForm(StaffForm):
    note = LineField(label="What was done", max_length=120, help_text="“Refunded”, for example.")


class NumberForm(StaffForm):
    number = LineField(label="Purchase order number", max_length=60)


class PaymentForm(StaffForm):
    """A payment that came. The hidden key makes a form that is sent twice one payment."""

    amount_pence = PoundsField(label="Amount in pounds")
    method = forms.ChoiceField(label="How it was paid", choices=BY_HAND)
    received_on = forms.DateField(
        label="Day it came", initial=timezone.localdate, widget=AdminDateInput
    )
    reference = LineField(
        label="Reference", max_length=120, required=False, help_text="As the bank statement has it."
    )
    keep_surplus = forms.BooleanField(
        label="More came than is owed",
        required=False,
        help_text="Tick it if so. The rest is kept, to give back or to move to another invoice.",
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
