"""Proposed study groups: those a person may read, and what the office has to decide."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from core.academic_year import AcademicYear
from psg_catalogue.enums import ProposalState
from psg_catalogue.models import GroupProposal
from psg_catalogue.permissions import may_see_planning

SETTLED_AT_MOST = 60


def proposals_for(user) -> QuerySet[GroupProposal]:
    """Everyone's for those who see the year's plan; for a practitioner their own, and those that
    name them as another leader."""
    found = GroupProposal.objects.all()
    if not may_see_planning(user):
        own = Q(proposer__user=user) | Q(co_leaders__user=user)
        found = found.filter(pk__in=GroupProposal.objects.filter(own).values("pk"))
    return found.select_related("proposer__base_school", "page", "venue")


@dataclass(frozen=True)
class ProposalLists:
    """By what comes next: for the office to decide, for the proposer to change, settled."""

    to_decide: list[GroupProposal]
    sent_back: list[GroupProposal]
    settled: list[GroupProposal]

    @property
    def is_empty(self) -> bool:
        return not (self.to_decide or self.sent_back or self.settled)


def proposal_lists(user) -> ProposalLists:
    """One query, however many there are; of the settled the latest."""
    found = proposals_for(user).annotate(dated=Count("dates")).order_by("proposed_at", "pk")
    by_state: dict[str, list[GroupProposal]] = {state: [] for state in ProposalState.values}
    for each in found:
        by_state[each.state].append(each)
    settled = [each for each in found if not each.is_open]
    settled.sort(key=lambda each: each.settled_at, reverse=True)
    return ProposalLists(
        by_state[ProposalState.PROPOSED],
        by_state[ProposalState.SENT_BACK],
        settled[:SETTLED_AT_MOST],
    )


def proposed_of_year(year: AcademicYear) -> QuerySet[GroupProposal]:
    """Those that wait for the office."""
    return GroupProposal.objects.filter(
        academic_year=year.start, state=ProposalState.PROPOSED
    ).select_related("proposer")
