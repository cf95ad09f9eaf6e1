"""What may become of an outreach plan (DOMAIN 2.3), and who makes each move."""

from django.db import models

from core.moves import Moves


class PlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    AWAITING = "awaiting_agreement", "Waiting to be agreed"
    AGREED = "agreed", "Agreed"
    ACTIVE = "active", "Under way"
    COMPLETED = "completed", "Completed"
    EVALUATION_SENT = "evaluation_sent", "Evaluation sent"
    EVALUATED = "evaluated", "Evaluated"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


class Party(models.TextChoices):
    """Who agrees a plan (DOMAIN 2.6); the authority only where it pays."""

    AST = "ast", "AST"
    BASE_HEAD = "base_head", "Head of the base school"
    HOST_LEADER = "host_leader", "Senior leader of the host school"
    AUTHORITY = "authority", "Local authority"


# Visits may be recorded in these, and in no other (CA L26).
VISITING_STATES = (PlanState.AGREED, PlanState.ACTIVE)
# Work is arranged or under way.
LIVE_PLAN_STATES = (PlanState.DRAFT, PlanState.AWAITING, PlanState.AGREED, PlanState.ACTIVE)
FINISHED_STATES = (
    PlanState.COMPLETED,
    PlanState.EVALUATION_SENT,
    PlanState.EVALUATED,
    PlanState.CLOSED,
)

_S = PlanState
_WRITERS = ["ast", "ast_coordinator", "base_lead"]
_PARTIES = ["ast", "base_head", "host_leader", "authority"]

plan_moves = (
    Moves("outreach_plan", "A plan", PlanState, start=PlanState.DRAFT)
    .add("send", _S.DRAFT, _S.AWAITING, by=_WRITERS)
    .add("send_back", _S.AWAITING, _S.DRAFT, by=_PARTIES)
    # The last of the parties to agree makes it agreed.
    .add("agree", _S.AWAITING, _S.AGREED, by=_PARTIES)
    # A change is a new version, and everyone agrees it again.
    .add("revise", [_S.AWAITING, _S.AGREED, _S.ACTIVE], _S.DRAFT, by=_WRITERS)
    .add("begin", _S.AGREED, _S.ACTIVE, by=["site"])
    .add("complete", [_S.AGREED, _S.ACTIVE], _S.COMPLETED, by=_WRITERS)
    .add("ask_evaluation", _S.COMPLETED, _S.EVALUATION_SENT, by=["site"])
    .add("evaluate", _S.EVALUATION_SENT, _S.EVALUATED, by=["host_leader"])
    .add("close", _S.EVALUATED, _S.CLOSED, by=["ast_coordinator", "base_lead"])
    .add("close_unanswered", _S.EVALUATION_SENT, _S.CLOSED, by=["ast_coordinator", "base_lead"])
    .add("cancel", LIVE_PLAN_STATES, _S.CANCELLED, by=_WRITERS)
)
