"""What is written about evaluations: who is asked, and who is told that an answer is there. The
answer itself is in no letter."""

from directory.outreach.letters import Letter, page, post
from directory.outreach.links import EVALUATION
from directory.outreach.models import OutreachEvaluation
from directory.outreach.models.evaluation import EvaluationKind
from directory.outreach.people import Addressee, coordinator, the_ast

KIND = "outreach_evaluation"


def ask(evaluation: OutreachEvaluation, *, again: str = "") -> None:
    """The senior leader of the host school has a link that works once; `again` names a reminder."""
    plan = evaluation.plan
    if evaluation.kind == EvaluationKind.COMPLETION:
        subject = f"How was the support by {plan.practitioner}?"
        words = (
            f"{plan.practitioner} of {plan.base_school} has completed the outreach plan with"
            f" {plan.host_school}. Please say what came of it: three questions, about five minutes."
        )
    else:
        subject = f"What has become of the support by {plan.practitioner}?"
        words = (
            f"Some time ago {plan.practitioner} of {plan.base_school} supported"
            f" {plan.host_school}. What can you say by now of its impact on standards? It is one"
            " question."
        )
    letter = Letter(
        subject=f"Reminder: {subject}" if again else subject,
        paragraphs=[
            words,
            "The AST keeps a copy, and the base school reads it; so does the authority where it"
            " pays. The link is yours and works once. Please name no pupils and no colleague.",
        ],
        button="Answer the questions",
        link_kind=EVALUATION,
        link_object_id=str(evaluation.nonce),
        reason="You have this message because you are the senior leader named in the plan.",
    )
    to = [Addressee(plan.leader_email, plan.leader_name)]
    post(KIND, letter, to, plan, once=f"{evaluation.nonce}:{again}")


def tell_of_answer(evaluation: OutreachEvaluation) -> None:
    """The AST has a copy always (CA L39); the base head reads it, and the coordinator where the
    authority pays."""
    plan = evaluation.plan
    base_head = Addressee(plan.base_head_email, plan.base_head_name)
    readers = [the_ast(plan.practitioner), base_head]
    if plan.authority_pays:
        readers.append(coordinator())
    letter = Letter(
        subject=f"An evaluation from {plan.host_school}",
        paragraphs=[f"{plan.host_school} has answered about the support by {plan.practitioner}."],
        button="Read it",
        url=page("plan_evaluation", plan.pk),
        reason="You have this message because you may read this evaluation.",
    )
    post(KIND, letter, readers, plan, once=f"{evaluation.nonce}:answered")
