"""Who may: subscribing is a school's lead's or finance contact's, or the office's for them; the
finance office sees all money too. Anyone else learns nothing (SAFETY 33)."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from directory.enums import Role
from directory.models import School
from directory.permissions import has_school_role, is_office
from subscriptions.models import Charge, Subscription


def may_subscribe_for(user, school: School) -> bool:
    """A lead or finance contact of the school, and the office for any."""
    of_school = has_school_role(user, school, Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE)
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
