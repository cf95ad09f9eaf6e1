"""The secret links of outreach: signed when they are sent, stored nowhere (SAFETY 48, 49).

Each holds a random number of its row and nothing else; 256 bits of signature stand over 122 random
ones. Whatever is wrong with a link, nobody learns what."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from core.services.outbox import LinkNotWanted, register_link
from directory.outreach.models import OutreachEvaluation, OutreachRequest, PlanParty

REQUEST, PARTY, EVALUATION = "outreach.request", "outreach.party", "outreach.evaluation"
REQUEST_OPEN_FOR = timedelta(days=365)
PARTY_OPEN_FOR = timedelta(days=60)
EVALUATION_OPEN_FOR = timedelta(days=180)


def register_links() -> None:
    """Called once, when the app is ready."""
    register_link(REQUEST, request_link)
    register_link(PARTY, party_link)
    register_link(EVALUATION, evaluation_link)


def token_of(kind: str, nonce) -> str:
    """A fresh token for the row with this nonce."""
    return signing.TimestampSigner(salt=kind).sign(nonce.hex)


def _nonce_in(token: str, kind: str, open_for: timedelta) -> str | None:
    try:
        return signing.TimestampSigner(salt=kind).unsign(token, max_age=open_for)
    except signing.BadSignature:
        return None


def request_link(nonce: str) -> str:
    """Where a requester follows a request without an account. Raises LinkNotWanted."""
    found = OutreachRequest.objects.filter(nonce=nonce).first()
    if found is None:
        raise LinkNotWanted("There is no such request.")
    return _address("outreach:follow_request", token_of(REQUEST, found.nonce))


def request_from(token: str) -> OutreachRequest | None:
    nonce = _nonce_in(token, REQUEST, REQUEST_OPEN_FOR)
    found = OutreachRequest.objects.select_related("school", "practitioner", "subject", "key_stage")
    return found.filter(nonce=nonce).first() if nonce else None


def party_link(nonce: str) -> str:
    """Where one party reads and agrees one version. Raises LinkNotWanted once it is answered, or
    the plan has changed."""
    found = PlanParty.objects.select_related("plan").filter(nonce=nonce).first()
    if found is None or not _still_asked(found):
        raise LinkNotWanted("The plan is agreed, sent back or changed.")
    return _address("outreach:agree_by_link", token_of(PARTY, found.nonce))


def party_from(token: str) -> PlanParty | None:
    """The party a token stands for, while its answer is wanted."""
    nonce = _nonce_in(token, PARTY, PARTY_OPEN_FOR)
    if nonce is None:
        return None
    together = ("plan__practitioner", "plan__base_school", "plan__host_school")
    found = PlanParty.objects.select_related(*together).filter(nonce=nonce).first()
    return found if found and _still_asked(found) else None


def _still_asked(party: PlanParty) -> bool:
    plan = party.plan
    return (
        plan.state == plan.State.AWAITING
        and party.version == plan.version
        and party.agreed_at is None
        and party.sent_back_at is None
    )


def evaluation_link(nonce: str) -> str:
    """Where the host school's senior leader answers, once. Raises LinkNotWanted."""
    found = OutreachEvaluation.objects.unanswered().filter(nonce=nonce).first()
    if found is None:
        raise LinkNotWanted("This evaluation is answered, or no longer asked for.")
    return _address("outreach:evaluate", token_of(EVALUATION, found.nonce))


def evaluation_from(token: str) -> OutreachEvaluation | None:
    """The unanswered evaluation a token stands for."""
    nonce = _nonce_in(token, EVALUATION, EVALUATION_OPEN_FOR)
    if nonce is None:
        return None
    together = ("plan__practitioner", "plan__host_school", "plan__base_school")
    wanted = OutreachEvaluation.objects.unanswered().select_related(*together)
    return wanted.filter(nonce=nonce).first()


def _address(name: str, token: str) -> str:
    return settings.SITE_URL + reverse(name, args=[token])
