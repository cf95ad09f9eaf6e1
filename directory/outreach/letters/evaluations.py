"""What is written about evaluations: who is asked, and who is told that an answer is there. The
answer itself is in no letter."""

from directory.outreach.letters import page, post
from directory.outreach.links import EVALUATION
from directory.outreach.models import OutreachEvaluation
from directory.outreach.people import Addressee, coordinator, the_ast

_ONCE = "outreach_evaluation"


def ask(evaluation: OutreachEvaluation, *, again: str = "") -> None:
    """The senior leader of the host school has a link that works once; `again` names a reminder."""
    plan = evaluation.plan
    post(
        "outreach_evaluation_completion"
        if evaluation.kind == OutreachEvaluation.Kind.COMPLETION
        else "outreach_evaluation_impact",
        [Addressee(plan.leader_email, plan.leader_name)],
        plan,
        link=(EVALUATION, evaluation.nonce),
        once=f"{_ONCE}:{evaluation.nonce}:{again}",
        again=bool(again),
        ast=str(plan.practitioner),
        base=str(plan.base_school),
        host=str(plan.host_school),
    )


def tell_of_answer(evaluation: OutreachEvaluation) -> None:
    """The AST has a copy always (CA L39); the base head reads it, and the coordinator where the
    authority pays."""
    plan = evaluation.plan
    readers = [the_ast(plan.practitioner), Addressee(plan.base_head_email, plan.base_head_name)]
    if plan.authority_pays:
        readers.append(coordinator())
    post(
        "outreach_evaluation_answered",
        readers,
        plan,
        once=f"{_ONCE}:{evaluation.nonce}:answered",
        url=page("plan_evaluation", plan.pk),
        ast=str(plan.practitioner),
        host=str(plan.host_school),
    )
