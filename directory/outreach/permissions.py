"""Who may, in outreach: small predicates, and what somebody is to a post (DOMAIN 2.6)."""

from directory.enums import Role
from directory.models import Practitioner
from directory.outreach.enums import AUTHORITY_ROLES
from directory.outreach.models import ASTPost
from directory.outreach.moves import AST, BASE_LEAD
from directory.permissions import has_role
from directory.scoping import roles_held, viewed_school


def is_authority(user) -> bool:
    """An adviser, the AST coordinator, the head of professional development or the director: those
    who may see the authority's own list of schools of concern."""
    return has_role(user, *AUTHORITY_ROLES)


def is_adviser(user) -> bool:
    return has_role(user, Role.ADVISER)


def is_coordinator(user) -> bool:
    return has_role(user, Role.AST_COORDINATOR)


def is_pd_head(user) -> bool:
    """Decides what becomes of a post (CA L90)."""
    return has_role(user, Role.PD_HEAD)


def is_ast(user, practitioner: Practitioner) -> bool:
    """The practitioner's own account, while in post."""
    if not user.is_authenticated or not user.is_active:
        return False
    return practitioner.user_id == user.pk and practitioner.is_current


def is_holder(user, post: ASTPost) -> bool:
    """Holds the post today."""
    if not user.is_authenticated or not user.is_active:
        return False
    return post.appointments.live().filter(practitioner__user=user).exists()


def actors_for(user, post: ASTPost) -> frozenset[str]:
    """What the person is to this post, in the words of the tables of moves."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    held = {
        role
        for role, school in roles_held(user)
        if role in AUTHORITY_ROLES or (role == Role.SCHOOL_LEAD and school == post.base_school_id)
    }
    viewed = viewed_school(user)
    if Role.SCHOOL_LEAD in held or (viewed and viewed.pk == post.base_school_id):
        held = held - {Role.SCHOOL_LEAD.value} | {BASE_LEAD}
    if user.is_superuser:
        held |= {role.value for role in AUTHORITY_ROLES}
    if is_holder(user, post):
        held.add(AST)
    return frozenset(held)
