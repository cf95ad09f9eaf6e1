"""What is written about a plan. The supported colleague is in none of it (P14)."""

from directory.outreach.letters import Fact, page, post
from directory.outreach.links import PARTY
from directory.outreach.models import OutreachPlan, PlanParty
from directory.outreach.people import Addressee, coordinator, the_ast

_ONCE = "outreach_plan"


def _facts(plan: OutreachPlan) -> dict[str, Fact]:
    return {
        "ast": str(plan.practitioner),
        "base": str(plan.base_school),
        "host": str(plan.host_school),
    }


def ask_to_agree(party: PlanParty) -> None:
    """The party reads and agrees by a link of its own, or after signing in."""
    post(
        "outreach_plan_to_agree",
        [Addressee(party.email, party.name)],
        party.plan,
        link=(PARTY, party.nonce),
        once=f"{_ONCE}:ask:{party.nonce}",
        again=party.version > 1,
        party=party.party,
        **_facts(party.plan),
    )


def tell_all_agreed(plan: OutreachPlan) -> None:
    """Everyone who agreed knows that visits may begin; who has an account reads it there."""
    for party in plan.parties.filter(version=plan.version):
        post(
            "outreach_plan_agreed",
            [Addressee(party.email, party.name)],
            plan,
            url=page("plan", plan.pk),
            party=party.party,
            **_facts(plan),
        )


def tell_sent_back(party: PlanParty) -> None:
    """The AST, and the coordinator where the authority pays, read what should change on the plan's
    own page: what a party writes there is not put into mail."""
    plan = party.plan
    post(
        "outreach_plan_sent_back",
        [the_ast(plan.practitioner), *([coordinator()] if plan.authority_pays else [])],
        plan,
        url=page("plan", plan.pk),
        who=party.name,
        **_facts(plan),
    )


def tell_cancelled(plan: OutreachPlan, *, was_sent: bool) -> None:
    """The AST and, once they had been asked, the other parties."""
    to = {each.email.lower(): each for each in [the_ast(plan.practitioner)]}
    if was_sent:
        for party in plan.parties.filter(version=plan.version):
            to.setdefault(party.email.lower(), Addressee(party.email, party.name))
    post("outreach_plan_cancelled", to.values(), plan, **_facts(plan))
