"""The coordinator's reminders: to those on whom something waits, at most one a day each. Nobody
supported and no category is in any of them (P14)."""

from django.utils import timezone

from core.models import Message
from directory.models import Practitioner, Term
from directory.outreach.letters import Fact, in_a_sentence, once_key, page, post
from directory.outreach.links import PARTY
from directory.outreach.models import OutreachRequest, PlanParty
from directory.outreach.people import Addressee, school_leads, the_ast


def to_agree(party: PlanParty) -> bool:
    """A party that has neither agreed nor sent back, by its own link. True when written now."""
    plan = party.plan
    return _once(
        "outreach_plan_reminder",
        [Addressee(party.email, party.name)],
        plan,
        f"outreach_plan:remind:{party.nonce}",
        link=(PARTY, party.nonce),
        ast=str(plan.practitioner),
        host=str(plan.host_school),
    )


def to_answer(request: OutreachRequest) -> bool:
    """The leads of a base school that was offered a request. True when written now."""
    base = request.practitioner.base_school
    return _once(
        "outreach_request_reminder",
        school_leads(base),
        request,
        f"outreach_request:remind:offer:{request.pk}",
        url=page("school_request", base.urn, request.pk),
        school=str(request.school),
        base=str(base),
    )


def to_hand_in(practitioner: Practitioner, term: Term) -> bool:
    """An AST whose calendar of the term is still to come. True when written now."""
    return _once(
        "outreach_calendar_reminder",
        [the_ast(practitioner)],
        practitioner,
        f"outreach_calendar:remind:{practitioner.pk}:{term.pk}",
        url=page("calendar", term.pk),
        term=in_a_sentence(term),
    )


def _once(
    kind: str, to: list[Addressee], about, name: str, *, link: tuple = ("", ""), **facts: Fact
) -> bool:
    once = f"{name}:{timezone.localdate():%Y%m%d}"
    keys = [once_key(once, each) for each in to if each.email]
    new = len(keys) > Message.objects.filter(once_key__in=keys).count()
    if new:
        post(kind, to, about, link=link, once=once, **facts)
    return new
