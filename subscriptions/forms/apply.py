"""The three steps of applying (DOMAIN 3, form 12): who, how to pay, check and agree."""

from django import forms
from django.core.exceptions import ValidationError

from core.forms import SiteForm
from directory.forms.fields import LineField, NameField, WorkEmailField
from subscriptions.enums import PayBy
from subscriptions.models import SubscriptionScheme

QUOTATION = "quotation"


class PurchaseOrderField(LineField):
    """A purchase order number, as the school writes it."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", "Purchase order number")
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)


class ContactForm(SiteForm):
    """Which year, whom we write to, and who pays."""

    scheme = forms.ModelChoiceField(
        queryset=SubscriptionScheme.objects.none(),
        label="Which year?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose a year",
            "invalid_choice": "Choose one of the years that are open",
        },
    )
    contact_name = NameField(label="Your school’s contact", help_text="Whom we write to about it.")
    contact_email = WorkEmailField(label="Contact’s work email address")
    payer_name = LineField(
        label="Who pays, if not the school",
        max_length=200,
        required=False,
        help_text="A trust or a federation, for example. Leave it empty if the school pays.",
    )
    invoice_address = forms.CharField(
        label="Address on the invoice",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": "4", "autocomplete": "off"}),
    )

    def __init__(self, *args, schemes: list[SubscriptionScheme], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scheme"]
        field.queryset = SubscriptionScheme.objects.filter(pk__in=[each.pk for each in schemes])
        field.label_from_instance = lambda scheme: scheme.year.long
        if len(schemes) == 1:
            field.initial = schemes[0].pk
            field.widget = forms.HiddenInput()


class PayForm(SiteForm):
    """How to pay, and what the school's finance office needs on the paper."""

    pay = forms.ChoiceField(
        label="How would you like to pay?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how to pay", "invalid_choice": "Choose how to pay"},
    )
    purchase_order_number = PurchaseOrderField(
        label="Purchase order number (if your school uses them)",
        required=False,
        help_text="Printed on the invoice.",
    )
    po_to_follow = forms.BooleanField(
        label="We use them, and the number will follow",
        required=False,
        help_text="The invoice is made as soon as you give the number. You can book from then on.",
    )
    finance_name = NameField(label="Finance contact’s name", required=False)
    finance_email = WorkEmailField(
        label="Finance contact’s email address",
        help_text="The invoice or receipt goes here, with a copy to your school’s contact",
    )

    def __init__(self, *args, with_cards: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cards = [(PayBy.CARD.value, "By card")] if with_cards else []
        self.fields["pay"].choices = [
            (PayBy.INVOICE.value, "By invoice"),
            *cards,
            (QUOTATION, "A quotation first"),
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("po_to_follow") and cleaned.get("purchase_order_number"):
            raise ValidationError(
                {
                    "po_to_follow": "You have given a purchase order number, so leave this box"
                    " empty, or clear the number."
                }
            )
        return cleaned


class TermsForm(SiteForm):
    """The last step."""

    terms_accepted = forms.BooleanField(label="We agree to the terms")


class OrderForm(SiteForm):
    """A purchase order number given later; optional when a quotation is accepted."""

    purchase_order_number = PurchaseOrderField(help_text="As it should stand on your side.")

    def __init__(self, *args, required: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not required:
            field = self.fields["purchase_order_number"]
            field.required = False
            field.label = "Purchase order number (if your school uses them)"
            field.help_text = "Printed on the invoice."
