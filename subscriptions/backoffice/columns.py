"""What pages of money in the back office share."""

from wagtail.admin.views import generic

from core.templatetags.wording import pounds

_LABELS = {
    "amount_pence": "Amount",
    "total_pence": "Amount",
    "made_at": "Begun",
    "settled_at": "Settled",
    "gateway_id": "Checkout at the provider",
    "payment_reference": "Payment at the provider",
    "held_reason": "Why it is held",
    "charge": "For",
    "kind": "What",
    "method": "How",
    "posted_on": "Day",
    "row": "Line of the file",
    "finance_email": "Sent to",
    "payer_address": "Address",
    "payer_name": "Payer as printed",
}


class MoneyInspectView(generic.InspectView):
    """The fields that say something, in words; amounts in pounds."""

    def get_field_label(self, field_name: str, field) -> str:
        return _LABELS.get(field_name) or super().get_field_label(field_name, field)

    def get_amount_pence_display_value(self) -> str:
        return pounds(self.object.amount_pence, "full")

    def get_payer_address_display_value(self) -> str:
        return ", ".join(self.object.payer_address.split("\n"))

    def get_fields_context(self) -> list[dict]:
        nothing = ("", None, "None")
        return [each for each in super().get_fields_context() if each["value"] not in nothing]
