"""Who a person is to a request, and so which of its moves are theirs (DOMAIN 2.6)."""

from django.db.models import Q, QuerySet

from directory.enums import Role
from directory.models import Practitioner, School
from directory.outreach.models import OutreachRequest
from directory.outreach.states.request import RequestState
from directory.permissions import has_role, has_school_role, schools_of
from directory.scoping import schools_with

# A base school sees a request once it is asked, and while it has something to do with it.
_BASE_SCHOOL_SEES = (RequestState.OFFERED, RequestState.ACCEPTED, RequestState.PLANNED)


def is_triage(user) -> bool:
    """The coordinator and the advisers work on requests; nobody else sees the board."""
    return has_role(user, Role.AST_COORDINATOR, Role.ADVISER)


def may_ask_for(user, school: School) -> bool:
    """A lead of the school asks in its name."""
    return has_school_role(user, school, Role.SCHOOL_LEAD)


def actors_of(user, request: OutreachRequest) -> set[str]:
    """Whom the person stands for when they act on the request."""
    actors = set()
    if has_role(user, Role.AST_COORDINATOR):
        actors.add("ast_coordinator")
    if has_role(user, Role.ADVISER):
        actors.add("adviser")
    if is_requester(user, request):
        actors.add("requester")
    base = request.practitioner.base_school if request.practitioner else None
    if base and has_school_role(user, base, Role.SCHOOL_LEAD):
        actors.add("base_lead")
    if request.practitioner and is_the_ast(user, request.practitioner):
        actors.add("ast")
    return actors


def is_requester(user, request: OutreachRequest) -> bool:
    """Who sent it while signed in, or a lead of the school it is for."""
    if not user.is_authenticated or not user.is_active:
        return False
    return request.requested_by_id == user.pk or has_school_role(
        user, request.school, Role.SCHOOL_LEAD
    )


def is_the_ast(user, practitioner: Practitioner) -> bool:
    return user.is_authenticated and user.is_active and practitioner.user_id == user.pk


def requests_of(school: School) -> QuerySet[OutreachRequest]:
    """What the school asks for, and what is asked of it."""
    offered = Q(practitioner__base_school=school, state__in=_BASE_SCHOOL_SEES)
    return OutreachRequest.objects.filter(Q(school=school) | Q(base_school=school) | offered)


def offered_to(school: School) -> QuerySet[OutreachRequest]:
    """Requests for an AST of this school, once it is asked."""
    return OutreachRequest.objects.filter(
        practitioner__base_school=school, state__in=_BASE_SCHOOL_SEES
    )


def schools_led_by(user) -> QuerySet[School]:
    """Schools of which the person is a lead today."""
    if not user.is_authenticated:
        return School.objects.none()
    return schools_of(user).filter(pk__in=schools_with(user, (Role.SCHOOL_LEAD,)))
