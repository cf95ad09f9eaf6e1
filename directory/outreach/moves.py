"""What may become of a post, its review and a candidate, and who sees to it (DOMAIN 2.3)."""

from core.moves import Moves
from directory.enums import Role
from directory.outreach.enums import OPEN_REVIEWS, CandidateState, PostState, ReviewState

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
    .add("release", PostState.RETAINED, PostState.OPEN, by=(SITE, *COORDINATORS))
    .add("close", (PostState.OPEN, PostState.RETAINED), PostState.CLOSED, by=(Role.PD_HEAD,))
)

# CA L81 to L90: the four priorities, the decision, the appeal, or the school pays itself.
REVIEW_MOVES = (
    Moves("review", "A review", ReviewState, start=ReviewState.OPEN)
    .add("continue_post", ReviewState.OPEN, ReviewState.CONTINUED, by=(Role.PD_HEAD,))
    .add("propose_redirect", ReviewState.OPEN, ReviewState.PROPOSED, by=(Role.PD_HEAD,))
    .add("appeal", ReviewState.PROPOSED, ReviewState.APPEALED, by=(BASE_LEAD,))
    .add("uphold", ReviewState.APPEALED, ReviewState.CONTINUED, by=(Role.DIRECTOR,))
    .add("dismiss", ReviewState.APPEALED, ReviewState.REDIRECTED, by=(Role.DIRECTOR,))
    .add("redirect", ReviewState.PROPOSED, ReviewState.REDIRECTED, by=(Role.PD_HEAD,))
    .add("fund_itself", OPEN_REVIEWS, ReviewState.SCHOOL_FUNDED, by=(BASE_LEAD,))
    .add("lapse", OPEN_REVIEWS, ReviewState.LAPSED, by=(SITE,))
)

_UNDER_WAY = (
    CandidateState.INTERESTED,
    CandidateState.SUPPORTED,
    CandidateState.APPLIED,
    CandidateState.ASSESSMENT_BOOKED,
    CandidateState.MET,
    CandidateState.NOT_MET,
)
CANDIDATE_MOVES = (
    Moves("candidate", "A candidate", CandidateState, start=CandidateState.INTERESTED)
    .add("support", CandidateState.INTERESTED, CandidateState.SUPPORTED, by=COORDINATORS)
    .add("apply", CandidateState.SUPPORTED, CandidateState.APPLIED, by=COORDINATORS)
    .add(
        "book_assessment",
        CandidateState.APPLIED,
        CandidateState.ASSESSMENT_BOOKED,
        by=COORDINATORS,
    )
    .add("meet", CandidateState.ASSESSMENT_BOOKED, CandidateState.MET, by=COORDINATORS)
    .add("not_meet", CandidateState.ASSESSMENT_BOOKED, CandidateState.NOT_MET, by=COORDINATORS)
    .add("try_again", CandidateState.NOT_MET, CandidateState.SUPPORTED, by=COORDINATORS)
    .add("appoint", CandidateState.MET, CandidateState.APPOINTED, by=COORDINATORS)
    .add("withdraw", _UNDER_WAY, CandidateState.WITHDRAWN, by=COORDINATORS)
)
