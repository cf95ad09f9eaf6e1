"""What may become of a request for support (DOMAIN 2.3), and who makes each move."""

from django.db import models

from core.moves import Moves


class RequestState(models.TextChoices):
    SUBMITTED = "submitted", "Submitted"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    WITH_ADVISER = "with_adviser", "With an adviser"
    MATCHED = "matched", "Matched"
    OFFERED = "offered", "Offered to the base school"
    ACCEPTED = "accepted", "Accepted"
    PLANNED = "planned", "Planned"
    WAITING = "waiting", "Waiting list"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Somebody still has to do something about these.
OPEN_REQUEST_STATES = (
    RequestState.SUBMITTED,
    RequestState.ACKNOWLEDGED,
    RequestState.WITH_ADVISER,
    RequestState.MATCHED,
    RequestState.OFFERED,
    RequestState.ACCEPTED,
    RequestState.WAITING,
)
# In these an AST has been named for the request.
MATCHED_STATES = (
    RequestState.MATCHED,
    RequestState.OFFERED,
    RequestState.ACCEPTED,
    RequestState.PLANNED,
)

_S = RequestState
_OFFICE = ["ast_coordinator"]

request_moves = (
    Moves("outreach_request", "A request", RequestState, start=RequestState.SUBMITTED)
    .add("acknowledge", _S.SUBMITTED, _S.ACKNOWLEDGED, by=_OFFICE)
    .add("ask_adviser", [_S.ACKNOWLEDGED, _S.WAITING], _S.WITH_ADVISER, by=_OFFICE)
    .add("advise", _S.WITH_ADVISER, _S.ACKNOWLEDGED, by=["adviser"])
    .add(
        "match",
        [_S.ACKNOWLEDGED, _S.WITH_ADVISER, _S.WAITING, _S.MATCHED],
        _S.MATCHED,
        by=["ast_coordinator", "adviser"],
    )
    .add("offer", _S.MATCHED, _S.OFFERED, by=_OFFICE)
    # A school that funds the post itself is asked at once and decides (CB ¶2).
    .add("ask_base_school", _S.SUBMITTED, _S.OFFERED, by=["site"])
    .add("accept", _S.OFFERED, _S.ACCEPTED, by=["base_lead"])
    # Route 3: the base school raised it, so its own agreement is not asked for again (CA L35).
    .add("agree_link", [_S.SUBMITTED, _S.ACKNOWLEDGED], _S.ACCEPTED, by=["ast_coordinator", "site"])
    .add("hand_back", _S.OFFERED, _S.ACKNOWLEDGED, by=["base_lead", "ast_coordinator"])
    .add("decline_offer", _S.OFFERED, _S.DECLINED, by=["base_lead"])
    .add("plan", _S.ACCEPTED, _S.PLANNED, by=["ast", "ast_coordinator", "base_lead"])
    .add("unplan", _S.PLANNED, _S.ACCEPTED, by=["site"])
    .add("wait", [_S.ACKNOWLEDGED, _S.WITH_ADVISER, _S.MATCHED], _S.WAITING, by=_OFFICE)
    .add(
        "decline",
        [_S.SUBMITTED, _S.ACKNOWLEDGED, _S.WITH_ADVISER, _S.MATCHED, _S.WAITING],
        _S.DECLINED,
        by=_OFFICE,
    )
    .add("withdraw", OPEN_REQUEST_STATES, _S.WITHDRAWN, by=["requester", "ast_coordinator"])
)
