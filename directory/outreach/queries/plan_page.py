"""One plan as its page, its link and its paper show it."""

from dataclasses import dataclass, field

from core.templatetags.wording import long_date
from directory.outreach.models import (
    OutreachPlan,
    OutreachVisit,
    PlanParty,
    VisitCorrection,
)
from directory.outreach.queries.plan_days import PlanDays, days_of
from directory.outreach.states.plan import Party


@dataclass(frozen=True)
class Signature:
    """One party's line: who, and since when they agree."""

    label: str
    name: str
    words: str
    agreed: bool


@dataclass
class ShownPlan:
    """`colleagues` is filled for those who may read them, and never for paper."""

    plan: OutreachPlan
    objectives: list = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    comments: list[PlanParty] = field(default_factory=list)
    visits: list[OutreachVisit] = field(default_factory=list)
    colleagues: list = field(default_factory=list)
    days: PlanDays | None = None
    corrections: list[VisitCorrection] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"{self.plan.practitioner} and {self.plan.host_school}"


def shown_plan(plan: OutreachPlan, *, with_colleagues: bool = False) -> ShownPlan:
    """Six queries, and one each for the supported colleagues and, once the plan is completed, for
    what was corrected since."""
    parties = list(plan.parties.all())
    visits = OutreachVisit.objects.filter(agreement__plan=plan).order_by("visited_on", "pk")
    return ShownPlan(
        plan=plan,
        objectives=list(plan.objectives.all()),
        signatures=_signatures(plan, parties),
        comments=[each for each in reversed(parties) if each.comment],
        visits=list(visits),
        days=days_of([plan])[plan.pk],
        corrections=list(plan.corrections.select_related("school")) if plan.completed_on else [],
        colleagues=list(plan.supported_colleagues.all()) if with_colleagues else [],
    )


def _signatures(plan: OutreachPlan, parties: list[PlanParty]) -> list[Signature]:
    by_party = {each.party: each for each in parties if each.version == plan.version}
    names = {
        Party.AST: plan.practitioner.name,
        Party.BASE_HEAD: plan.base_head_name,
        Party.HOST_LEADER: plan.leader_name,
        Party.AUTHORITY: "AST coordinator",
    }
    lines = []
    for party in plan.parties_needed:
        asked = by_party.get(party)
        agreed = bool(asked and asked.agreed_at)
        if agreed:
            words = f"Agreed on {long_date(asked.agreed_at)}"
        else:
            words = "Waits for the answer" if asked else "Not asked yet"
        name = asked.name if asked else names[party]
        lines.append(Signature(party.label, name or "Not named yet", words, agreed))
    return lines
