"""Fields that several forms share."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

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


class DayField(forms.DateField):
    """A day, with the browser's own calendar. A year that is `back` or `ahead` of this one by more
    than that was mistyped, 0206 for 2026, and is asked about."""

    default_error_messages = {"invalid": "Enter a date, like 24/11/2026."}

    def __init__(self, *, back: int = 30, ahead: int = 10, **kwargs) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)
        self.back, self.ahead = back, ahead

    def clean(self, value) -> date | None:
        day = super().clean(value)
        years = day.year - timezone.localdate().year if day else 0
        if years < -self.back:
            raise ValidationError("Check the year: that is too long ago.", code="year")
        if years > self.ahead:
            raise ValidationError("Check the year: that is too far ahead.", code="year")
        return day
