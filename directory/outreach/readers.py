"""Who may read money, returns, and what is for ASTs only (DOMAIN 2.6)."""

from django.utils import timezone

from directory.enums import Role
from directory.models import Practitioner
from directory.outreach.models import ASTAppointment, TermReturn
from directory.outreach.services.term_returns import goes_to_authority
from directory.permissions import has_role, has_school_role

MONEY_READERS = (Role.AST_COORDINATOR, Role.PD_HEAD, Role.FINANCE, Role.DIRECTOR)
RETURN_READERS = (Role.AST_COORDINATOR, Role.PD_HEAD, Role.ADVISER)


def may_see_money(user) -> bool:
    """Streams and releases of every post."""
    return has_role(user, *MONEY_READERS)


def may_read_return(user, term_return: TermReturn) -> bool:
    """Its writer and the base school's head; the authority's people where it funds the post (CA
    L37)."""
    if not user.is_authenticated or not user.is_active:
        return False
    if term_return.practitioner.user_id == user.pk:
        return True
    if has_school_role(user, term_return.post.base_school, Role.SCHOOL_LEAD):
        return True
    return goes_to_authority(term_return) and has_role(user, *RETURN_READERS)


def is_in_network(user) -> bool:
    """Whoever holds a post today, and the coordinator who calls them together; nobody else, other
    practitioners included (CA L48, CB ¶10)."""
    if not user.is_authenticated or not user.is_active:
        return False
    return current_asts().filter(user=user).exists() or has_role(user, Role.AST_COORDINATOR)


def has_evidence(user) -> bool:
    """Whoever holds or held a post: the evaluations and logs of it stay theirs."""
    return Practitioner.objects.filter(user=user, appointments__isnull=False).exists()


def current_asts():
    """Everyone who holds a post today, by name."""
    live = ASTAppointment.objects.live(timezone.localdate())
    people = Practitioner.objects.current().filter(pk__in=live.values("practitioner"))
    return people.select_related("user", "base_school").order_by("name")
