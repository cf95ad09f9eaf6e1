"""Taking up an invitation."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from core.forms import SiteForm
from core.models import User
from core.validators import one_line, plain_name
from directory.forms.accounts import PASSWORD_HINT


class AcceptForm(SiteForm):
    """For someone with an account: nothing to type."""

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email = email


class NewAccountForm(AcceptForm):
    """For someone without: who they are, and a password."""

    first_name = forms.CharField(
        label="First name",
        max_length=150,
        validators=[one_line, plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label="Last name",
        max_length=150,
        validators=[one_line, plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )

    def clean(self) -> dict:
        """The password is judged with the name and address beside it."""
        typed = super().clean()
        if "password" in typed:
            someone = User(
                email=self.email,
                first_name=typed.get("first_name", ""),
                last_name=typed.get("last_name", ""),
            )
            try:
                validate_password(typed["password"], someone)
            except ValidationError as error:
                self.add_error("password", error)
        return typed
