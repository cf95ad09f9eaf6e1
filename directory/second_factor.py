"""A second step for the back office: a passkey, or a code from an authenticator app besides the
password (SAFETY 1.5, 41). Anyone may turn it on; where SECOND_FACTOR is set, nobody opens the back
office without it."""

import base64
import hashlib

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from core.audit import record
from core.models import PartnershipSettings, User

TURN_ON = "The back office asks for a second step. Turn it on here, then go back."
CLOSED = "/admin/"
# Recovery codes are for the day when these are not at hand, and are no second step of their own.
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's, with our words, and with the secrets in the database unreadable without the
    site's own key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That does not fit. Wait for the next code, or try again.",
    }

    def get_totp_issuer(self) -> str:
        return PartnershipSettings.load().display_name

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Passkey {number}" if number > 1 else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the device writes beside the passkey: the partnership's name."""
        named = super().get_public_key_credential_rp_entity()
        return {**named, "name": self.get_totp_issuer()}

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys() -> MultiFernet:
    """A key made of SECRET_KEY, and of each earlier one, so that changing it locks nobody out."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        hashlib.sha256(b"directory.second_factor" + each.encode()).digest() for each in secrets
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SecondFactorForBackOffice:
    """In front of every address of the back office. Off, it lets all through."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._way_there(request) or self.get_response(request)

    def _way_there(self, request: HttpRequest) -> HttpResponse | None:
        """Where someone goes first who may not pass yet."""
        if not settings.SECOND_FACTOR or not request.path.startswith(CLOSED):
            return None
        user = request.user
        if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
            return None  # Wagtail sends them away itself
        if not is_mfa_enabled(user, STEPS):
            messages.info(request, TURN_ON)
            return redirect("mfa_index")
        # Without the user it answers an empty list, and nobody would ever pass.
        records = get_authentication_records(request, user)
        if any(each["method"] == "mfa" for each in records):
            return None
        back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        by_code = is_mfa_enabled(user, [Authenticator.Type.TOTP])
        way = "mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(way)}?{back}")


@transaction.atomic
def take_away_second_factor(user: User, *, by: User) -> bool:
    """The account signs in with its password alone: for someone who has lost both their app and
    their recovery codes. False when there was none."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if removed:
        record(user, "account.second_factor_removed", by=by)
    return bool(removed)
