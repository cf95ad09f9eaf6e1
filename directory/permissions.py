"""Who may: small predicates on people and schools, read afresh on every request (DOMAIN 2.6)."""

from django.http import Http404

from core.models import User
from core.roles import roles_allowed
from directory.enums import SCHOOL_ROLES, Role
from directory.models import School
from directory.scoping import holds_anywhere, roles_held, schools_with, viewed_school

_SCHOOL_ROLES = [role.value for role in SCHOOL_ROLES]

# Which roles the holder of a role may give and end; an administrator, all of them.
_MAY_GIVE = {
    Role.ADMIN: frozenset(Role),
    Role.PSG_ORGANISER: frozenset({Role.EDITOR, Role.PRACTITIONER, Role.QA_LEAD, *SCHOOL_ROLES}),
}


def has_role(user, *roles: Role) -> bool:
    """True when the person holds one of these roles today; a superuser holds all."""
    return holds_anywhere(user, roles)


def is_allowed(user, permission: str) -> bool:
    """True when a role that the person holds today has this permission; a superuser has all. The
    site asks this way: from the very day on which a role begins or ends, while Wagtail's groups
    follow within the hour. Raises LookupError for a permission that no role has."""
    return holds_anywhere(user, roles_allowed(permission))


def is_office(user) -> bool:
    """The training school's office: may do anything a school can, on its behalf."""
    return has_role(user, Role.PSG_ORGANISER)


def has_school_role(user, school: School, *roles: Role) -> bool:
    """True when the person holds one of these roles at this school today."""
    if not user.is_authenticated or not user.is_active:
        return False
    wanted = roles or SCHOOL_ROLES
    if viewed := viewed_school(user):
        return viewed == school and Role.SCHOOL_LEAD in wanted
    return any(role in wanted and there == school.pk for role, there in roles_held(user))


def roles_at(user, school: School) -> set[str]:
    """The roles that the person holds at this school today."""
    if viewed := viewed_school(user):
        return {Role.SCHOOL_LEAD.value} if viewed == school else set()
    return {role for role, there in roles_held(user) if there == school.pk}


def schools_of(user):
    """The schools a person belongs to today."""
    if not user.is_authenticated or not user.is_active:
        return School.objects.none()
    if viewed := viewed_school(user):
        return School.objects.filter(pk=viewed.pk)
    return School.objects.filter(pk__in=schools_with(user, SCHOOL_ROLES))


def may_open_school(user, school: School, *roles: Role) -> bool:
    """Those who belong to it (in one of the roles, where given), and the office."""
    return has_school_role(user, school, *roles) or is_office(user)


def school_or_404(user, urn: str, *roles: Role) -> School:
    """The school, for those who may open its pages. Anyone else learns nothing, not even that it
    exists here (SAFETY 33)."""
    school = School.objects.select_related("authority").filter(urn=urn).first()
    if school is None or not may_open_school(user, school, *roles):
        raise Http404
    return school


def acting_for(user, school: School) -> str:
    """What the record says of whom someone acts for: the school's URN when the office does what is
    the school's to do, and "" when the school's own lead does it."""
    return "" if has_school_role(user, school, Role.SCHOOL_LEAD) else school.urn


def may_run_school(user, school: School) -> bool:
    """Answers claims, agrees portraits and keeps the staff list: a lead there, and the office for
    every school."""
    return has_school_role(user, school, Role.SCHOOL_LEAD) or is_office(user)


def may_see_money_of(user, school: School) -> bool:
    """A lead or finance person of the school; the office and the finance office for all."""
    return has_school_role(user, school, Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE) or has_role(
        user, Role.PSG_ORGANISER, Role.FINANCE
    )


def roles_given_by(user) -> frozenset[Role]:
    """The roles this person may give to others and end today. Only a superuser or an administrator
    gives the administrator's role, so that nobody lifts themselves up (SAFETY 1.6)."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Role)
    held = user.roles.live().filter(role__in=[role.value for role in _MAY_GIVE])
    return frozenset().union(*(_MAY_GIVE[Role(each.role)] for each in held))


def may_give(user, role: Role | str, school: School | None = None) -> bool:
    """True when the person may offer this role to others today: by what they give in the programme,
    or as a lead of the school that the role is at."""
    if Role(role) in roles_given_by(user):
        return True
    at_school = school is not None and role in _SCHOOL_ROLES
    return at_school and has_school_role(user, school, Role.SCHOOL_LEAD)


def may_manage_account(user, account: User) -> bool:
    """True when the person may close or reopen the account: not their own, a superuser's only as a
    superuser, and no account with a role they may not give."""
    if user.pk == account.pk or (account.is_superuser and not user.is_superuser):
        return False
    given = roles_given_by(user)
    live = account.roles.live().values_list("role", flat=True)
    return bool(given) and given.issuperset(Role(role) for role in live)
