"""How places that are sold are paid for."""

from django import forms

from core.forms import SiteForm
from directory.forms.fields import NameField, WorkEmailField
from psg_catalogue.services.place_orders import PlacePayment
from subscriptions.enums import PayBy
from subscriptions.forms.apply import PurchaseOrderField


class PayForPlacesForm(SiteForm):
    """`agreed_pence` is the total that stood beside the button."""

    pay_by = forms.ChoiceField(
        label="How would you like to pay?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how to pay", "invalid_choice": "Choose how to pay"},
    )
    purchase_order_number = PurchaseOrderField(
        label="Purchase order number (if your school uses them)",
        required=False,
        help_text="Printed on the invoice.",
    )
    finance_name = NameField(label="Finance contact’s name", required=False)
    finance_email = WorkEmailField(
        label="Finance contact’s email address",
        help_text="The invoice or receipt goes here, with a copy to you.",
    )
    invoice_address = forms.CharField(
        label="Address on the invoice",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": "4", "autocomplete": "off"}),
    )
    agreed_pence = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, with_cards: bool, **kwargs) -> None:
        super().__init__(*args, prefix="pay", **kwargs)
        cards = [(PayBy.CARD.value, "By card")] if with_cards else []
        self.fields["pay_by"].choices = [(PayBy.INVOICE.value, "By invoice"), *cards]

    @property
    def payment(self) -> PlacePayment:
        return PlacePayment(**self.cleaned_data)
