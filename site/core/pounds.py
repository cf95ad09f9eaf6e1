"""Amounts of money in forms: typed in pounds, kept in pence."""

from django import forms
from django.core.exceptions import ValidationError

from core.cells import LARGEST_AMOUNT, AmountTooLarge, BadCell, pence_in


class PoundsField(forms.CharField):
    """An amount typed in pounds, "150" or "1,200.50", as integer pence."""

    default_error_messages = {
        "invalid": "Enter an amount in pounds, like 150 or 150.00.",
        "too_large": f"That is too much. Enter {LARGEST_AMOUNT} at the most.",
    }

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value

    def clean(self, value: str) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return pence_in(typed, "amount")
        except AmountTooLarge:
            raise ValidationError(self.error_messages["too_large"], code="too_large") from None
        except BadCell:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: object, data: str) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
