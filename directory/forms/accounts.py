"""allauth's forms in this site's words."""

from allauth.account import forms as allauth
from django import forms
from django.db import IntegrityError, transaction

from core.forms import PlainWords
from core.validators import one_line, plain_name

PASSWORD_HINT = "At least 12 characters. Three random words are easy to remember."  # noqa: S105
AGAIN = "The same password again"


class OurWords:
    """Mixed into a form of allauth, below PlainWords, which makes sentences of the labels: our
    labels and hints, and no grey words in the boxes."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, (label, hint) in self.words.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].help_text = hint


class LoginForm(PlainWords, OurWords, allauth.LoginForm):
    words = {
        "login": ("Work email address", ""),
        "password": ("Password", ""),
        "remember": ("Keep me signed in on this computer", "Not on a shared one in the staffroom"),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignupForm(PlainWords, OurWords, allauth.SignupForm):
    first_name = forms.CharField(
        max_length=150,
        validators=[one_line, plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        max_length=150,
        validators=[one_line, plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    words = {
        "first_name": ("First name", ""),
        "last_name": ("Last name", ""),
        "email": ("Work email address", "We send a link to it, to see that it is yours."),
        "password1": ("Password", PASSWORD_HINT),
        "password2": (AGAIN, ""),
    }
    field_order = ["first_name", "last_name", "email", "password1", "password2"]

    def try_save(self, request):
        """Two sign-ups with one address at the same moment: the second is answered as one that
        comes later, by a letter to the address."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class ResetPasswordForm(PlainWords, OurWords, allauth.ResetPasswordForm):
    words = {"email": ("Work email address", "")}


class ResetPasswordKeyForm(PlainWords, OurWords, allauth.ResetPasswordKeyForm):
    words = {"password1": ("New password", PASSWORD_HINT), "password2": (AGAIN, "")}


class ChangePasswordForm(PlainWords, OurWords, allauth.ChangePasswordForm):
    words = {
        "oldpassword": ("Your password now", ""),
        "password1": ("New password", PASSWORD_HINT),
        "password2": (AGAIN, ""),
    }


class SetPasswordForm(PlainWords, OurWords, allauth.SetPasswordForm):
    words = {"password1": ("Password", PASSWORD_HINT), "password2": (AGAIN, "")}


class AddEmailForm(PlainWords, OurWords, allauth.AddEmailForm):
    words = {
        "email": (
            "New work email address",
            "We send a link to it. Until you open that link nothing changes.",
        )
    }


class ReauthenticateForm(PlainWords, OurWords, allauth.ReauthenticateForm):
    words = {"password": ("Password", "")}
