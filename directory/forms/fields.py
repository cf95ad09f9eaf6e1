"""Fields that several forms share."""

from django import forms
from django.core.exceptions import ValidationError

from core.services.outbox import BadAddress, one_address
from core.validators import one_line, plain_name


class NameField(forms.CharField):
    """A person's name, on one line and without addresses."""

    default_validators = [one_line, plain_name]

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", "Full name")
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)


class LineField(forms.CharField):
    """A few words on one line: a job, a reason."""

    default_validators = [one_line]


class WorkEmailField(forms.EmailField):
    """One email address and nothing else."""

    default_error_messages = {"invalid": "Enter an email address, like name@school.org."}

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", "Work email address")
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        value = super().clean(value)
        try:
            return one_address(value).lower() if value else ""
        except BadAddress as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
