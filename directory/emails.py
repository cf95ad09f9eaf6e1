"""The mail of accounts: what each letter is called, and the secret links made at the moment of
sending, so that the kept message shows `[link]` and no one can read a way in from the outbox."""

from allauth.account import app_settings as account_settings
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from core.models import Message, User
from core.services.outbox import LinkNotWanted, queue_message, register_link

CONFIRM = "directory.confirm_email"
RESET = "directory.reset_password"
INVITATION = "directory.invitation"

# allauth's name of a letter → ours (templates/emails/<kind>/).
KINDS = {
    "email_confirmation_signup": "account_confirm",
    "email_confirmation": "account_confirm",
    "password_reset_key": "account_reset",
    "account_already_exists": "account_exists",
    "unknown_account": "account_unknown",
    "password_changed": "account_password_changed",
    "password_set": "account_password_changed",
    "password_reset": "account_password_changed",
    "email_changed": "account_email_changed",
    "email_deleted": "account_email_removed",
    "totp_activated": "account_second_step",
    "totp_deactivated": "account_second_step",
    "recovery_codes_generated": "account_second_step",
    "webauthn_added": "account_second_step",
    "webauthn_removed": "account_second_step",
}


def register_links() -> None:
    """Called once, when the app is ready."""
    register_link(CONFIRM, confirmation_link)
    register_link(RESET, reset_link)
    register_link(INVITATION, invitation_link)


def queue_account_letter(name: str, email: str, context: dict) -> Message | None:
    """Queue the letter that allauth calls `name` and everything in it that is not a secret: none of
    allauth's keys, addresses of keys or codes goes into the row."""
    user = context.get("user")
    link_kind, link_object_id = _link(name, email, user)
    return queue_message(
        kind=KINDS[name],
        to_email=email,
        to_name=user.get_full_name() if user else "",
        context={
            "old_email": context.get("from_email", ""),
            "new_email": context.get("to_email", ""),
            "removed_email": context.get("deleted_email", ""),
            "happened": name,
            "confirm_days": account_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS,
            "reset_days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
            "happened_at": context.get("timestamp"),
            "sign_up_url": settings.SITE_URL + reverse("account_signup"),
            "reset_url": settings.SITE_URL + reverse("account_reset_password"),
        },
        about=f"core.user:{user.pk}" if user else "",
        link_kind=link_kind,
        link_object_id=link_object_id,
    )


def _link(name: str, email: str, user: User | None) -> tuple[str, str]:
    if KINDS[name] == "account_confirm":
        address = EmailAddress.objects.get_for_user(user, email)
        return CONFIRM, str(address.pk)
    if KINDS[name] == "account_reset":
        return RESET, f"{user.pk}-{_state_of(user)}"
    return "", ""


def _state_of(user: User) -> str:
    """A mark that changes with the password, so that a reset asked for before a change and sent
    after it leads nowhere. It opens nothing by itself."""
    return salted_hmac(RESET, user.password).hexdigest()[:20]


def confirmation_link(address_pk: str) -> str:
    """Where the holder of an address confirms it. Raises LinkNotWanted when that is done."""
    address = EmailAddress.objects.filter(pk=address_pk, verified=False).first()
    if address is None:
        raise LinkNotWanted("The address is confirmed already, or given up.")
    key = EmailConfirmationHMAC.create(address).key
    return settings.SITE_URL + reverse("account_confirm_email", args=[key])


def reset_link(object_id: str) -> str:
    """Where a new password is set, for three days. Raises LinkNotWanted for an account that is
    closed, or whose password has changed since the letter was asked for."""
    pk, _, mark = object_id.partition("-")
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not constant_time_compare(mark, _state_of(user)):
        raise LinkNotWanted("The account is closed or its password has changed since.")
    key = default_token_generator.make_token(user)
    return settings.SITE_URL + reverse(
        "account_reset_password_from_key", args=[user_pk_to_url_str(user), key]
    )


def invitation_token(pk: int) -> str:
    """The secret of an invitation's link: signed, so that it need not be kept."""
    return signing.dumps(pk, salt=INVITATION)


def invitation_of(token: str) -> int | None:
    """Which invitation a token belongs to; None for one we did not make."""
    try:
        return signing.loads(token, salt=INVITATION)
    except signing.BadSignature:
        return None


def invitation_link(pk: str) -> str:
    """Where an invitation is taken up. Raises LinkNotWanted for one that is dead."""
    from directory.services.invitations import find_open

    if find_open(int(pk)) is None:
        raise LinkNotWanted("The invitation is used, withdrawn or out of date.")
    return settings.SITE_URL + reverse(
        "directory:accept_invitation", args=[invitation_token(int(pk))]
    )
