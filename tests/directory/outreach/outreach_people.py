"""Those who act in outreach: one account for each role, and for each party of a post."""

from django.utils import timezone

from core.models import User
from directory.enums import Role
from directory.outreach.funding_enums import Paper
from directory.outreach.models import ASTPost, FundingRelease, TermReturn
from directory.outreach.services.releases import (
    confirm_release,
    mark_received,
    propose_release,
    release_money,
    withhold_release,
)
from tests.factories.people import lead_of, person

MONEY_ROLES = (Role.AST_COORDINATOR, Role.PD_HEAD, Role.FINANCE)


def money_people() -> dict[Role, User]:
    """The three who act on money."""
    return {role: person(role) for role in MONEY_ROLES}


def with_papers(release: FundingRelease, by: User) -> FundingRelease:
    """All three papers marked received today: ready."""
    for paper in Paper:
        release = mark_received(release, paper, on=timezone.localdate(), by=by)
    return release


def in_state(release: FundingRelease, state: str, people: dict[Role, User]) -> FundingRelease:
    """The release led to that state by those who may."""
    coordinator, head = people[Role.AST_COORDINATOR], people[Role.PD_HEAD]
    if state == "withheld":
        return withhold_release(release, reason="The plans are not agreed.", by=head)
    steps = [
        lambda: with_papers(release, coordinator),
        lambda: propose_release(release, by=coordinator),
        lambda: confirm_release(release, by=head),
        lambda: release_money(release, by=people[Role.FINANCE]),
    ]
    order = ["awaiting", "ready", "proposed", "confirmed", "released"]
    for step in steps[: order.index(state)]:
        release = step()
    return release


def account_of(term_return: TermReturn) -> User:
    """The writer of a return, with an account."""
    practitioner = term_return.practitioner
    if practitioner.user is None:
        practitioner.user = person(Role.PRACTITIONER)
        practitioner.save()
    return practitioner.user


def head_of(post: ASTPost) -> User:
    return lead_of(post.base_school)
