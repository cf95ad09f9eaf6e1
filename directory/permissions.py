"""Who may: small predicates on people and schools, read afresh on every request (DOMAIN 2.6)."""

from django.http import Http404

from directory.enums import SCHOOL_ROLES, Role
from directory.models import RoleAssignment, School

_SCHOOL_ROLES = [role.value for role in SCHOOL_ROLES]


def has_role(user, *roles: Role) -> bool:
    """True when the person holds one of these roles today; a superuser holds all."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or user.roles.live().filter(role__in=roles).exists()


def is_office(user) -> bool:
    """The training school's office: may do anything a school can, on its behalf."""
    return has_role(user, Role.PSG_ORGANISER)


def has_school_role(user, school: School, *roles: Role) -> bool:
    """True when the person holds one of these roles at this school today."""
    if not user.is_authenticated or not user.is_active:
        return False
    wanted = roles or SCHOOL_ROLES
    return user.roles.live().filter(school=school, role__in=wanted).exists()


def schools_of(user):
    """The schools a person belongs to today."""
    if not user.is_authenticated or not user.is_active:
        return School.objects.none()
    live = RoleAssignment.objects.live().filter(user=user, role__in=_SCHOOL_ROLES)
    return School.objects.filter(pk__in=live.values("school"))


def school_or_404(user, urn: str, *roles: Role) -> School:
    """The school, if the person belongs to it (in one of the roles, where given) or is the office.
    Anyone else learns nothing, not even that it exists here (SAFETY 33)."""
    school = School.objects.filter(urn=urn).first()
    if school is None or not (has_school_role(user, school, *roles) or is_office(user)):
        raise Http404
    return school


def may_book_for(user, school: School) -> bool:
    """A lead books anyone of the school, the office anyone at all."""
    return has_school_role(user, school, Role.SCHOOL_LEAD) or is_office(user)


def may_see_money_of(user, school: School) -> bool:
    """A lead or finance person of the school; the office and the finance office for all."""
    return has_school_role(user, school, Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE) or has_role(
        user, Role.PSG_ORGANISER, Role.FINANCE
    )
