"""Who may: subscribing is a school's lead's or finance contact's, or the office's for them; the
finance office sees all money too. Anyone else learns nothing (SAFETY 33)."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from directory.enums import Role
from directory.models import GroupMember, School, SchoolGroup
from directory.permissions import has_school_role, is_office
from subscriptions.models import Charge, Subscription

_BUYERS = (Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE)


def may_subscribe_for(user, school: School) -> bool:
    """A lead or finance contact of the school, and the office for any."""
    of_school = has_school_role(user, school, *_BUYERS)
    return of_school or is_office(user)


def buying_school_or_404(user, urn: str) -> School:
    """The school, for someone who may subscribe for it."""
    school = School.objects.select_related("authority").filter(urn=urn).first()
    if school is None or not may_subscribe_for(user, school):
        raise Http404
    return school


def subscription_or_404(user, urn: str, pk: int) -> Subscription:
    """One of the school's own subscriptions, for someone who may see its money."""
    mine = Subscription.objects.visible_to(user).select_related("school__authority", "scheme")
    return get_object_or_404(mine, pk=pk, school__urn=urn)


def charge_or_404(user, urn: str, pk: int) -> Charge:
    """One of the school's own charges, for someone who may see its money."""
    mine = Charge.objects.visible_to(user).select_related("school")
    return get_object_or_404(mine, pk=pk, school__urn=urn)


def contact_schools(group: SchoolGroup) -> QuerySet[School]:
    """The schools of a group at which its finance contact is a lead or finance contact today: none
    once that has ended, and with it the right to pay for the group."""
    if group.finance_contact is None:
        return School.objects.none()
    held = group.finance_contact.roles.live().filter(role__in=[role.value for role in _BUYERS])
    return group.schools_on().filter(pk__in=held.values("school"))


def groups_paid_for_by(user) -> QuerySet[SchoolGroup]:
    """All groups with schools for the office; for anyone else those that name them, while they
    hold their role at one of the schools."""
    if is_office(user):
        with_schools = GroupMember.objects.on(timezone.localdate()).values("group")
        return SchoolGroup.objects.filter(pk__in=with_schools)
    if not user.is_authenticated or not user.is_active:
        return SchoolGroup.objects.none()
    named = SchoolGroup.objects.filter(finance_contact=user)
    held = [group.pk for group in named if contact_schools(group).exists()]
    return named.filter(pk__in=held)


def pays_for_a_group(user) -> bool:
    """True for somebody whom a group names as the one who pays; the address asks again."""
    return SchoolGroup.objects.filter(finance_contact=user).exists()


def group_or_404(user, pk: int) -> SchoolGroup:
    """A group, for someone who may pay for it; others learn nothing."""
    return get_object_or_404(groups_paid_for_by(user), pk=pk)
