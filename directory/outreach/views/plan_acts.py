"""What can be pressed on a plan: which form it needs, which service does it, what is said."""

from collections.abc import Callable
from dataclasses import dataclass

from directory.outreach.models import OutreachPlan, PlanParty
from directory.outreach.services.agreeing import agree_plan, send_plan_back
from directory.outreach.services.evaluations import close_plan, close_unanswered, complete_plan
from directory.outreach.services.plans import cancel_plan, revise_plan, send_plan
from directory.outreach.states.plan import plan_moves


@dataclass(frozen=True)
class Act:
    """`do` takes the plan, or the party whose answer it is, what was typed, and who pressed."""

    said: str
    do: Callable[[OutreachPlan | PlanParty, dict, object], object]
    form: str = ""
    is_partys: bool = False


ACTS: dict[str, Act] = {
    "send": Act(
        "Sent. Each party has a link of their own.", lambda it, typed, by: send_plan(it, by=by)
    ),
    "revise": Act(
        "You can change it now. Everyone has to agree it again.",
        lambda it, typed, by: revise_plan(it, by=by),
    ),
    "complete": Act(
        "Completed. The senior leader has been asked for an evaluation.",
        lambda it, typed, by: complete_plan(it, by=by),
    ),
    "close": Act("Closed.", lambda it, typed, by: close_plan(it, by=by)),
    "close_unanswered": Act(
        "Closed.", lambda it, typed, by: close_unanswered(it, by=by, **typed), form="close"
    ),
    "cancel": Act(
        "Cancelled. The parties have been told.",
        lambda it, typed, by: cancel_plan(it, by=by, **typed),
        form="cancel",
    ),
    "agree": Act(
        "Thank you. Your agreement is dated today.",
        lambda it, typed, by: agree_plan(it, by=by),
        is_partys=True,
    ),
    "send_back": Act(
        "Sent back. Those who write the plan have been told.",
        lambda it, typed, by: send_plan_back(it, by=by, **typed),
        form="send_back",
        is_partys=True,
    ),
}


def offered(plan: OutreachPlan, party: PlanParty | None, actors: set[str]) -> set[str]:
    """What these people may press from here. A party answers only while its answer is awaited, so
    for that the table of moves is not enough."""
    moves = {move.name for move in plan_moves.possible(plan.state, actors=actors)} & set(ACTS)
    theirs = {name for name in moves if not ACTS[name].is_partys}
    return theirs | ({name for name in ACTS if ACTS[name].is_partys} if party else set())
