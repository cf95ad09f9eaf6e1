"""A scheme and its rows, as the office types them: prices in pounds."""

from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm

from core.backoffice.rows import RowsForm
from core.pounds import PoundsField
from subscriptions.enums import Entitlement


class PriceForm(WagtailAdminModelForm):
    """A row with a price; whether it has to have one is the model's to say."""

    price_pence = PoundsField(label="Price in pounds, without VAT")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if host := self.fields.get("in_host_authority"):
            # Django's word for an answer that is left open is "Unknown".
            host.widget.choices = [("unknown", "Both"), ("true", "Yes"), ("false", "No")]
        if self._meta.model._meta.get_field("price_pence").blank:
            field = self.fields["price_pence"]
            field.required = False
            field.label = "Or a price for all, in pounds, without VAT"


class SchemeForm(RowsForm):
    extra_place_pence = PoundsField(
        label="Price of a further place in pounds, without VAT",
        required=False,
        help_text="Only where further places are sold.",
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("entitlement") == Entitlement.ALL:
            # Numbers that mean nothing any more are not kept.
            cleaned["places_included"] = cleaned["extra_place_pence"] = None
        elif cleaned.get("entitlement") == Entitlement.PLACES:
            cleaned["extra_place_pence"] = None
        return cleaned

    def is_valid(self) -> bool:
        """The parts are looked at together, once each of them is sound."""
        valid = super().is_valid()
        parts = self.formsets.get("parts")
        if valid and parts is not None and _sum_of(parts) >= 100:
            self.add_error(
                None,
                "The parts with their own VAT take the whole price. Leave something for the main"
                " line.",
            )
            return False
        return valid


def _sum_of(parts: BaseChildFormSet) -> int:
    kept = [form for form in parts.forms if form not in parts.deleted_forms]
    return sum(form.cleaned_data.get("percent") or 0 for form in kept)
