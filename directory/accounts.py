"""How accounts behave: allauth's adapter, with this site's rules."""

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from core.services import periodic
from core.services.outbox import BadAddress, one_address
from directory.emails import KINDS, queue_account_letter
from directory.landing import landing_url

# Of whom the web server says nothing: all such visitors share one limit.
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 -- nothing listens there
_ASKED_AGAIN = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by their holders; nothing is granted by having one."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask the office if you need it again.",
        "duplicate_email": "This is the email address you have now.",
        "email_password_mismatch": (
            "That email address and password do not go together. Check both, or ask for a new"
            " password."
        ),
        "enter_current_password": "That is not your password now. Type it again.",
        "incorrect_password": "That is not your password. Type it again.",
        "invalid_login": "Sign in with your email address and password.",
        "too_many_login_attempts": (
            "Too many tries. Wait five minutes and try again, or ask for a new password."
        ),
        "rate_limited": "That was too often. Wait a few minutes and try again.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Every letter is a row of the outbox, so a mail server that is down breaks nothing here,
        and a row without a secret (directory.emails)."""
        name = template_prefix.rpartition("/")[2]
        if name in KINDS:
            queue_account_letter(name, email, context)
        else:
            super().send_mail(template_prefix, email, context)

    def clean_email(self, email: str) -> str:
        """One address and nothing else: it is written to."""
        try:
            return one_address(email)
        except BadAddress as error:
            raise ValidationError("Enter an email address, like name@school.org.") from error

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_url(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return landing_url(request.user)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address; behind a socket that does not tell it, one for all, so that they
        are still counted and nobody is turned away (SAFETY 1.8)."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return UNKNOWN_ADDRESS

    def get_reauthentication_methods(self, user) -> list[dict]:
        """allauth's ways of asking again, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": _ASKED_AGAIN[way["id"]]} for way in ways]


def forget_sessions_daily() -> None:
    """Called once, when the app is ready."""
    from directory.services.sessions import forget_ended_sessions

    periodic.register(
        "forget_ended_sessions", every=timedelta(days=1), function=forget_ended_sessions
    )
