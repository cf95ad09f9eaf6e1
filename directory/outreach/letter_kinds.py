"""The letters of outreach, with invented examples for the office's preview."""

from functools import partial

from django.conf import settings

from core.letters import Example, register_letter
from directory.outreach.letter_examples import (
    as_it_is_sent,
    by_party,
    by_reader,
    to_whom_it_was,
    with_and_without,
)

_READERS = {"coordinator": "To the AST coordinator", "office": "To the office, without one"}
_DECIDERS = {"pd_head": "To the head of professional development", **_READERS}
_HEARERS = {"director": "To the director", "office": "To the office, without one"}
_ONE = as_it_is_sent()

_KINDS = {
    "Outreach: requests for support": {
        "outreach_request_received": ("A request has come in: to who asked", _ONE),
        "outreach_request_leads": ("A request has come in: to the school’s other leads", _ONE),
        "outreach_request_made": (
            "A request has come in: to the AST coordinator",
            with_and_without("base_decides", "The base school decides", "The authority decides"),
        ),
        "outreach_request_in_hand": ("A request is in hand", _ONE),
        "outreach_request_advice": ("An adviser is asked about a request", _ONE),
        "outreach_request_advised": ("An adviser has written about a request", _ONE),
        "outreach_request_offered": (
            "A base school is asked for its AST",
            with_and_without("base_decides", "The base school decides", "The authority decides"),
        ),
        "outreach_request_for_you": ("An AST is asked for: to the AST", _ONE),
        "outreach_request_reminder": ("A base school has still to answer", _ONE),
        "outreach_request_accepted": ("An AST can come: to who asked", _ONE),
        "outreach_request_plan": ("An AST can come: to the AST", _ONE),
        "outreach_request_released": ("An AST can come: to the AST coordinator", _ONE),
        "outreach_request_handed_back": (
            "A base school hands a request back",
            with_and_without("comment", "With their words", "Without", said="All are teaching."),
        ),
        "outreach_request_waiting": ("A request is on the waiting list", _ONE),
        "outreach_request_declined": ("A request is declined", _ONE),
        "outreach_request_refused": ("A base school declines a request", _ONE),
        "outreach_request_withdrawn": ("A request is withdrawn", to_whom_it_was()),
        "outreach_request_taken_away": (
            "A request is withdrawn by the AST coordinator: to who asked",
            _ONE,
        ),
    },
    "Outreach: plans": {
        "outreach_plan_to_agree": ("A plan to agree", by_party("again")),
        "outreach_plan_reminder": ("A plan still to agree", _ONE),
        "outreach_plan_agreed": ("A plan is agreed", by_party()),
        "outreach_plan_sent_back": ("A plan is sent back", _ONE),
        "outreach_plan_cancelled": ("A plan is cancelled", _ONE),
    },
    "Outreach: evaluations": {
        "outreach_evaluation_completion": (
            "How was the support?",
            with_and_without("again", "A reminder", "For the first time"),
        ),
        "outreach_evaluation_impact": (
            "What has become of the support?",
            with_and_without("again", "A reminder", "For the first time"),
        ),
        "outreach_evaluation_answered": ("A school has answered about support", _ONE),
    },
    "Outreach: returns and funding": {
        "outreach_return_submitted": (
            "A termly return is submitted",
            with_and_without("is_nil", "A nil return", "With outreach"),
        ),
        "outreach_calendar_reminder": ("A calendar is not handed in", _ONE),
        "outreach_return_sent_back": ("A termly return is sent back", _ONE),
        "outreach_return_overdue": ("A termly return is overdue", _ONE),
        "outreach_return_corrected": ("A termly return was corrected", _ONE),
        "outreach_funding_to_confirm": ("A release of funding to confirm", _ONE),
        "outreach_funding_released": ("Funding is released", _ONE),
        "outreach_funding_withheld": ("Funding is withheld", _ONE),
    },
    "Outreach: AST posts": {
        "outreach_post_asked": ("A school asks for a post", by_reader(_DECIDERS)),
        "outreach_post_agreed": ("A post is agreed", _ONE),
        "outreach_post_declined": ("A post is not agreed", _ONE),
        "outreach_post_review": ("A post waits for a decision", by_reader(_DECIDERS)),
        "outreach_post_continues": ("A post goes on", _ONE),
        "outreach_post_redirect": ("Funding may go to another post", _ONE),
        "outreach_post_redirected": ("Funding goes to another post", _ONE),
        "outreach_post_appeal": ("A school appeals", by_reader(_HEARERS)),
        "outreach_post_appeal_heard": (
            "An appeal is decided",
            with_and_without("upheld", "Upheld", "Dismissed"),
        ),
        "outreach_post_self_funded": (
            "A school pays for its post itself",
            by_reader(_DECIDERS),
        ),
        "outreach_post_leaving": (
            "An AST is leaving",
            [
                *by_reader(_READERS, reviewed=True, successor_wanted=True),
                *by_reader({"coordinator": "Of a post that the school pays for"}),
            ],
        ),
        "outreach_post_academy": (
            "A base school is an academy",
            [
                *by_reader(_READERS, released=True),
                *by_reader({"coordinator": "Without a release agreement"}),
            ],
        ),
        "outreach_candidate_interest": ("Somebody would be an AST", by_reader(_READERS)),
        "outreach_candidate_support": ("A new AST is offered support", by_reader(_READERS)),
    },
    "Outreach: the network": {
        "outreach_network_meeting": (
            "A network meeting",
            with_and_without("where", "In a school", "Online", said="Larkmead Lower School, Hall"),
        ),
        "outreach_network_news": ("News for ASTs", _ONE),
    },
}


def declare_letters() -> None:
    """Called once, when the app is ready."""
    for group, kinds in _KINDS.items():
        for kind, (name, examples) in kinds.items():
            register_letter(kind, name=name, group=group, examples=partial(_leading_here, examples))


def _leading_here(examples: list[Example]) -> list[Example]:
    """With the address of this site, asked for when they are looked at."""
    url = f"{settings.SITE_URL}/outreach/"
    return [(label, {**facts, "url": url}) for label, facts in examples]
