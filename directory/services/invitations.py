"""Invitations: someone who may give a role offers it to whoever reads an email address."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from core.services.outbox import one_address, queue_message
from directory.emails import INVITATION
from directory.enums import SCHOOL_ROLES, Role
from directory.models import Invitation, School
from directory.models.invitation import default_expiry
from directory.permissions import may_give
from directory.services.accounts import is_confirmed, make_account
from directory.services.colleagues import link_account
from directory.services.roles import RoleNeedsSchool, grant_role

# A school's leads may write to so many at a time who have not answered.
WAITING_AT_A_TIME = 30


class TooManyInvitations(Exception):
    """As many invitations to the school wait for an answer as may at a time."""


class MayNotGive(Exception):
    """The person may not give that role."""


class InvitationDead(Exception):
    """The invitation is used, withdrawn or out of date, or the inviter may no longer give the
    role, or the account it would go to is closed."""


@transaction.atomic
def invite_person(
    email: str,
    role: Role | str,
    *,
    by: User,
    school: School | None = None,
    on_behalf_of: str = "",
) -> Invitation:
    """A letter with a secret link goes to the address, whether or not there is an account with it.
    Inviting again makes the link before it dead. Raises MayNotGive, RoleNeedsSchool, BadAddress,
    TooManyInvitations."""
    role = Role(role)
    if not may_give(by, role, school):
        raise MayNotGive(role.label)
    if (role in SCHOOL_ROLES) != (school is not None):
        raise RoleNeedsSchool(role.label)
    if school and Invitation.objects.open().for_school(school).count() >= WAITING_AT_A_TIME:
        raise TooManyInvitations(school.urn)
    email = one_address(email).lower()
    before = Invitation.objects.unsettled().filter(email__iexact=email, role=role, school=school)
    before.update(withdrawn_at=timezone.now())
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=email, role=role, school=school, invited_by=by, expires_at=default_expiry()
            )
    except IntegrityError:
        # The same button pressed twice at once: one of the two letters is enough.
        return before.get()
    urn = school.urn if school else ""
    record(
        invitation, "invitation.made", by=by, on_behalf_of=on_behalf_of, role=role.value, urn=urn
    )
    queue_message(
        kind="invitation",
        to_email=email,
        about=f"directory.invitation:{invitation.pk}",
        context={
            "role": role.label,
            "school": school,
            "inviter": by,
            "until": invitation.expires_at,
        },
        link_kind=INVITATION,
        link_object_id=invitation.pk,
    )
    return invitation


def find_open(pk: int | None) -> Invitation | None:
    """The invitation, if it can still be taken up today."""
    invitation = (
        Invitation.objects.open().select_related("invited_by", "school").filter(pk=pk).first()
    )
    if invitation is None or invitation.invited_by is None:
        return None
    if not may_give(invitation.invited_by, invitation.role, invitation.school):
        return None
    return invitation


def account_of(invitation: Invitation) -> User | None:
    """The account the role would go to: that of the invited address, if its holder confirmed it."""
    user = User.objects.filter(email__iexact=invitation.email).first()
    return user if user and is_confirmed(user) else None


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, first_name: str = "", last_name: str = "", password: str = ""
) -> User:
    """The account of the invited address has the role; without one it is made, with the name and
    password given. Whoever holds the link reads the address, and the role goes to that address
    whoever is signed in. Raises InvitationDead."""
    Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    invitation = find_open(invitation.pk)
    if invitation is None:
        raise InvitationDead("It was used, withdrawn or is out of date.")
    user = account_of(invitation)
    if user is None:
        user = make_account(
            invitation.email, first_name=first_name, last_name=last_name, password=password
        )
    if not user.is_active:
        raise InvitationDead("The account is closed.")
    grant_role(user, invitation.role, school=invitation.school, by=invitation.invited_by)
    if invitation.school:
        link_account(invitation.school, user, by=invitation.invited_by)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record(invitation, "invitation.accepted", by=user)
    return user


@transaction.atomic
def withdraw_invitation(
    invitation: Invitation, *, by: User | None, on_behalf_of: str = ""
) -> Invitation:
    """The link is dead. Withdrawing twice, or what was accepted, changes nothing."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.withdrawn_at is None and invitation.accepted_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        record(invitation, "invitation.withdrawn", by=by, on_behalf_of=on_behalf_of)
    return invitation


def withdraw_beyond_rights(sender: User, *, by: User | None) -> int:
    """An invitation dies with its sender's right to give the role, and for good: not even if the
    right comes back. Returns how many did."""
    gone = [
        each
        for each in Invitation.objects.unsettled()
        .filter(invited_by=sender)
        .select_related("school")
        if not may_give(sender, each.role, each.school)
    ]
    for each in gone:
        withdraw_invitation(each, by=by)
    return len(gone)
