"""What may become of a post, and who may see to it (DOMAIN 2.3)."""

from core.moves import Moves
from directory.enums import Role
from directory.outreach.enums import PostState

# Not roles, but what somebody is to the one thing in question.
BASE_LEAD, AST, SITE = "base_lead", "ast", "site"
COORDINATORS = (Role.AST_COORDINATOR, Role.PD_HEAD)

POST_MOVES = (
    Moves("post", "A post", PostState, start=PostState.PROPOSED)
    .add("approve", PostState.PROPOSED, PostState.OPEN, by=COORDINATORS)
    .add("decline", PostState.PROPOSED, PostState.DECLINED, by=COORDINATORS)
    .add(
        "review",
        PostState.OPEN,
        PostState.UNDER_REVIEW,
        by=(BASE_LEAD, *COORDINATORS),
    )
    .add(
        "continue_post",
        PostState.UNDER_REVIEW,
        PostState.OPEN,
        by=(Role.PD_HEAD, Role.DIRECTOR),
    )
    .add("fund_itself", PostState.UNDER_REVIEW, PostState.OPEN, by=(BASE_LEAD,))
    .add(
        "redirect",
        PostState.UNDER_REVIEW,
        PostState.REDIRECTED,
        by=(Role.PD_HEAD, Role.DIRECTOR),
    )
    .add(
        "retain",
        (PostState.OPEN, PostState.UNDER_REVIEW),
        PostState.RETAINED,
        by=(SITE, *COORDINATORS),
    )
    .add("release", PostState.RETAINED, PostState.OPEN, by=COORDINATORS)
    .add("close", (PostState.OPEN, PostState.RETAINED), PostState.CLOSED, by=(Role.PD_HEAD,))
)
