"""Opening and closing accounts, where it is not their holder who does it."""

from allauth.account.models import EmailAddress
from django.db import transaction

from core.audit import record
from core.models import User
from directory.enums import ClaimState
from directory.models import SchoolClaim
from directory.services.roles import end_role, sync_groups_of
from directory.services.sessions import end_sessions


@transaction.atomic
def make_account(
    email: str, *, first_name: str, last_name: str, password: str, by: User | None = None
) -> User:
    """There is an account with this address, known to be its holder's, and this name and password.
    One that was begun with the address and never confirmed is taken over: whoever began it did not
    read the address. Raises ValueError for an address whose holder has confirmed it."""
    email = email.strip().lower()
    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user and is_confirmed(user):
        raise ValueError("There is a confirmed account with this address.")
    user = user or User(email=email)
    user.first_name, user.last_name = first_name, last_name
    user.set_password(password)
    user.save()
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    record(user, "account.made", by=by)
    return user


def is_confirmed(user: User) -> bool:
    """True when the holder has shown that the account's address is theirs."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()


@transaction.atomic
def close_account(user: User, *, by: User) -> User:
    """Nobody can sign in with the account; whoever is signed in with it is out at the next request.
    Its roles end today, its open claims are withdrawn, and the invitations it sent are dead.
    Bookings and what it wrote stay. Closing twice changes nothing."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return user
    for assignment in user.roles.filter(ends_on=None) | user.roles.live():
        end_role(assignment, by=by)
    SchoolClaim.objects.filter(user=user, state=ClaimState.PENDING).update(
        state=ClaimState.WITHDRAWN
    )
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    sync_groups_of(user)
    record(user, "account.closed", by=by, changes={"is_active": (True, False)})
    return user


@transaction.atomic
def reopen_account(user: User, *, by: User) -> User:
    """The holder can sign in again, and has no role until one is given."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(user, "account.reopened", by=by, changes={"is_active": (False, True)})
    return user
