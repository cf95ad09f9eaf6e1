"""What follows when the office has joined a practitioner to an account, or one leaves."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from core.audit import record
from core.models import User
from directory.enums import Role
from directory.models import PenPortraitPage, Practitioner
from directory.services.roles import end_role, grant_role


@transaction.atomic
def follow_practitioner(
    practitioner: Practitioner, *, by: User | None = None, formerly: User | None = None
) -> None:
    """All that depends on a practitioner is as the row now says: the account has the role, the
    portrait belongs to the account, and that of someone who has left is withdrawn. The account that
    was joined `formerly` keeps nothing of it."""
    if formerly is not None and formerly != practitioner.user:
        _let_go(formerly, practitioner, by)
    if practitioner.user and practitioner.is_current:
        grant_role(practitioner.user, Role.PRACTITIONER, by=by)
    for portrait in PenPortraitPage.objects.filter(practitioner=practitioner):
        give_to_practitioner(portrait, by=by)
        if not practitioner.is_current and portrait.live:
            portrait.unpublish(user=by)


@transaction.atomic
def give_to_practitioner(portrait: PenPortraitPage, *, by: User | None = None) -> None:
    """The portrait belongs to its practitioner's account even when the office made it, so that the
    practitioner may edit it. Without an account it stays with whoever made it."""
    owner = portrait.practitioner.user if portrait.practitioner else None
    if owner is None or portrait.owner_id == owner.pk:
        return
    Page.objects.filter(pk=portrait.pk).update(owner=owner)
    portrait.owner = owner
    record(portrait, "portrait.given", by=by)


def _let_go(user: User, practitioner: Practitioner, by: User | None) -> None:
    for assignment in user.roles.live().filter(role=Role.PRACTITIONER):
        end_role(assignment, by=by)
    Page.objects.filter(penportraitpage__practitioner=practitioner, owner=user).update(owner=by)


def withdraw_portraits_of_leavers() -> int:
    """Portraits of practitioners whose last day has passed are withdrawn. Returns how many."""
    left = PenPortraitPage.objects.live().filter(practitioner__left_on__lte=timezone.localdate())
    for portrait in left:
        portrait.unpublish()
    return len(left)
