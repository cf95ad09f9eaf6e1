"""Proposed study groups: those a person may read, and what the office has to decide."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.models import PartnershipSettings
from psg_catalogue.enums import ProposalState, SessionState
from psg_catalogue.models import GroupProposal, ProposedSession
from psg_catalogue.permissions import may_see_planning
from psg_catalogue.queries.planned import Clash, Planned, clashes_of, planned_in
from psg_catalogue.queries.school_days import closed_on
from psg_catalogue.queries.terms import host_terms

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


@dataclass(frozen=True)
class WishedDate:
    """A date that was wished for, and what stands in its way: no school on that day, that it has
    passed, or what it would share with a session at the same time."""

    wish: ProposedSession
    closed: str = ""
    passed: bool = False
    clashes: list[Clash] = field(default_factory=list)


def wished_dates(proposal: GroupProposal, *, in_the_way: bool) -> list[WishedDate]:
    """The dates of a proposal; with `in_the_way`, for those who see the year's plan, each against
    it: six queries more, however many dates and sessions there are."""
    wishes = list(proposal.dates.all())
    if not (in_the_way and wishes and proposal.is_open):
        return [WishedDate(wish) for wish in wishes]
    terms = [
        term
        for term in host_terms(PartnershipSettings.load(), proposal.year)
        if term.starts_on in proposal.year
    ]
    plan, now = planned_in(proposal.year), timezone.now()
    rest = _shared_by_all(proposal)
    found = []
    for wish in wishes:
        planned = _as_planned(proposal, wish, rest)
        closed = closed_on(wish.day, terms) if terms else ""
        clashes = clashes_of(planned, plan)
        found.append(WishedDate(wish, closed, planned.starts_at <= now, clashes))
    return found


def _shared_by_all(proposal: GroupProposal) -> dict:
    """What every date of a proposal has in common with the others."""
    leaders = [proposal.proposer, *proposal.co_leaders.all()]
    return {
        "leaders": {each.pk: each.name for each in leaders},
        "subjects": {each.slug: each.name for each in proposal.subjects.all()},
        "stages": {each.slug: each.name for each in proposal.key_stages.all()},
        "place": proposal.venue.name if proposal.venue else proposal.venue_note,
    }


def _as_planned(proposal: GroupProposal, wish: ProposedSession, rest: dict) -> Planned:
    return Planned(
        pk=0,
        state=SessionState.PLANNED,
        starts_at=datetime.combine(wish.day, wish.starts, tzinfo=LONDON),
        ends_at=datetime.combine(wish.day, wish.ends, tzinfo=LONDON),
        capacity=proposal.capacity,
        taken=0,
        is_online=False,
        venue_id=proposal.venue_id,
        venue_note=proposal.venue_note,
        title=wish.title,
        group_id=0,
        group_title=proposal.title,
        is_draft=True,
        is_over=False,
        **rest,
    )
