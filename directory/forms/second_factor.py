"""allauth's forms of the second step in this site's words."""

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import MaxLengthValidator

from core.forms import PlainWords
from core.validators import one_line
from directory.forms.accounts import OurWords

FROM_APP = ("Code", "Six digits, from the app on your telephone. A recovery code will do too.")


class AuthenticateForm(PlainWords, OurWords, base.AuthenticateForm):
    words = {"code": FROM_APP}


class ReauthenticateForm(PlainWords, OurWords, base.ReauthenticateForm):
    words = {"code": FROM_APP}


class ActivateTOTPForm(PlainWords, OurWords, totp.ActivateTOTPForm):
    words = {"code": ("Code", "The six digits that the app shows now.")}


NAME = ("Its name", "So that you know which one it is: “My telephone”, “School laptop”.")
LONGEST_NAME = 60


class AddPasskeyForm(PlainWords, OurWords, webauthn.AddWebAuthnForm):
    """`passwordless` keeps the passkey on the device itself and asks there for a finger, a face or
    a number: then it signs in alone, being two steps in one."""

    passwordless = forms.BooleanField(required=False, initial=True)
    words = {
        "name": NAME,
        "passwordless": (
            "Sign in with it alone",
            "No password then: the device asks for your finger, your face or its own number."
            " Leave it empty for a key that cannot ask.",
        ),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _one_short_line(self.fields["name"])


class RenamePasskeyForm(PlainWords, OurWords, webauthn.EditWebAuthnForm):
    words = {"name": NAME}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _one_short_line(self.fields["name"])


def _one_short_line(field: forms.CharField) -> None:
    field.max_length = LONGEST_NAME
    field.widget.attrs["maxlength"] = str(LONGEST_NAME)
    field.validators += [MaxLengthValidator(LONGEST_NAME), one_line]
