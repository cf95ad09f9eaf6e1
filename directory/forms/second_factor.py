"""allauth's forms of the second step in this site's words."""

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp

from core.forms import PlainWords
from directory.forms.accounts import OurWords

FROM_APP = ("Code", "Six digits, from the app on your telephone. A recovery code will do too.")


class AuthenticateForm(PlainWords, OurWords, base.AuthenticateForm):
    words = {"code": FROM_APP}


class ReauthenticateForm(PlainWords, OurWords, base.ReauthenticateForm):
    words = {"code": FROM_APP}


class ActivateTOTPForm(PlainWords, OurWords, totp.ActivateTOTPForm):
    words = {"code": ("Code", "The six digits that the app shows now.")}
