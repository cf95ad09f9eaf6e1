"""The coordinator's reminders: to those on whom something waits, at most one a day each. Nobody
supported and no category is in any of them (P14)."""

from django.utils import timezone

from core.models import Message
from directory.outreach.letters import Letter, page, post
from directory.outreach.links import PARTY
from directory.outreach.models import OutreachRequest, PlanParty
from directory.outreach.people import Addressee, school_leads

PLAN, REQUEST = "outreach_plan", "outreach_request"


def to_agree(party: PlanParty) -> bool:
    """A party that has neither agreed nor sent back, by its own link. True when written now."""
    plan = party.plan
    letter = Letter(
        subject=f"Still to agree: the outreach plan of {plan.practitioner} and {plan.host_school}",
        paragraphs=[
            "The plan still waits for your agreement, and visits wait for the plan.",
            "If something is not right, send it back and say what.",
        ],
        reason="You have this message because the plan names you.",
        button="Read the plan",
        link_kind=PARTY,
        link_object_id=str(party.nonce),
    )
    return _once(PLAN, letter, [Addressee(party.email, party.name)], plan, str(party.nonce))


def to_answer(request: OutreachRequest) -> bool:
    """The leads of a base school that was offered a request. True when written now."""
    school = request.practitioner.base_school
    letter = Letter(
        subject=f"Still to answer: {request.school} asks for your AST",
        paragraphs=[
            f"{request.school} waits to hear whether your AST can help.",
            "Accept it, or hand it back and say why.",
        ],
        reason=f"You have this message because you are a lead of {school}.",
        button="Answer",
        url=page("school_request", school.urn, request.pk),
    )
    return _once(REQUEST, letter, school_leads(school), request, f"offer:{request.pk}")


def _once(kind: str, letter: Letter, to: list[Addressee], about, name: str) -> bool:
    once = f"remind:{name}:{timezone.localdate():%Y%m%d}"
    keys = [f"{kind}:{once}:{each.email.lower()}" for each in to if each.email]
    new = len(keys) > Message.objects.filter(once_key__in=keys).count()
    if new:
        post(kind, letter, to, about, once)
    return new
