"""What is written about a plan. The supported colleague is in none of it (P14)."""

from directory.outreach.letters import Letter, page, post
from directory.outreach.links import PARTY
from directory.outreach.models import OutreachPlan, PlanParty
from directory.outreach.people import Addressee, coordinator, the_ast
from directory.outreach.states.plan import Party

KIND = "outreach_plan"
_WHY = {
    Party.AST: "you are the AST of this plan",
    Party.BASE_HEAD: "you are named as head of the AST’s base school",
    Party.HOST_LEADER: "you are named as the senior leader of the school that is supported",
    Party.AUTHORITY: "you coordinate the work of ASTs",
}


def _between(plan: OutreachPlan) -> str:
    return f"{plan.practitioner} and {plan.host_school}"


def ask_to_agree(party: PlanParty) -> None:
    """The party reads and agrees by a link of its own, or after signing in."""
    plan = party.plan
    again = "It has changed since it was last agreed." if party.version > 1 else ""
    letter = Letter(
        subject=f"An outreach plan to agree: {_between(plan)}",
        paragraphs=[
            f"A plan for the support of {plan.host_school} by {plan.practitioner} of"
            f" {plan.base_school} waits for your agreement. {again}".strip(),
            "Read it, and agree it or send it back. Visits begin once everyone has agreed. The link"
            " is yours and works once.",
        ],
        button="Read the plan",
        link_kind=PARTY,
        link_object_id=str(party.nonce),
        reason=f"You have this message because {_WHY[Party(party.party)]}.",
    )
    post(KIND, letter, [Addressee(party.email, party.name)], plan, once=f"ask:{party.nonce}")


def tell_all_agreed(plan: OutreachPlan) -> None:
    """Everyone who agreed knows that visits may begin; who has an account reads it there."""
    for party in plan.parties.filter(version=plan.version):
        letter = Letter(
            subject=f"Agreed by everyone: {_between(plan)}",
            paragraphs=["The outreach plan is agreed by everyone, and visits may begin."],
            button="Open the plan",
            url=page("plan", plan.pk),
            reason=f"You have this message because {_WHY[Party(party.party)]}.",
        )
        post(KIND, letter, [Addressee(party.email, party.name)], plan)


def tell_sent_back(party: PlanParty) -> None:
    """The AST, and the coordinator where the authority pays, read what should change on the plan's
    own page: what a party writes there is not put into mail."""
    plan = party.plan
    to = [the_ast(plan.practitioner), *([coordinator()] if plan.authority_pays else [])]
    letter = Letter(
        subject=f"Sent back: the outreach plan of {_between(plan)}",
        paragraphs=[
            f"{party.name} has sent the plan back to be changed. What they wrote is beside it."
        ],
        button="Open the plan",
        url=page("plan", plan.pk),
        reason="You have this message because the plan is yours to write or to coordinate.",
    )
    post(KIND, letter, to, plan)


def tell_cancelled(plan: OutreachPlan, *, was_sent: bool) -> None:
    """The AST and, once they had been asked, the other parties."""
    to = {each.email.lower(): each for each in [the_ast(plan.practitioner)]}
    if was_sent:
        for party in plan.parties.filter(version=plan.version):
            to.setdefault(party.email.lower(), Addressee(party.email, party.name))
    letter = Letter(
        subject=f"Cancelled: the outreach plan of {_between(plan)}",
        paragraphs=["This outreach plan is cancelled. No more visits follow under it."],
        reason="You have this message because you were a party to the plan.",
    )
    post(KIND, letter, to.values(), plan)
