"""What the histories say of requests, plans, visits and evaluations."""

from wagtail.log_actions import LogActionRegistry

# action, what one does, what the history says was done; never who is supported (P14)
_REQUESTS = (
    ("submitted", "Ask for support", "Asked for"),
    ("acknowledge", "Acknowledge a request", "Acknowledged"),
    ("ask_adviser", "Ask an adviser", "An adviser was asked"),
    ("advise", "Advise on a request", "An adviser commented"),
    ("match", "Match an AST", "An AST was matched"),
    ("offer", "Offer to the base school", "Offered to the base school"),
    ("ask_base_school", "Ask the base school", "The base school was asked"),
    ("accept", "Accept a request", "Accepted by the base school"),
    ("agree_link", "Agree a school link", "School link agreed"),
    ("hand_back", "Hand a request back", "Handed back by the base school"),
    ("decline_offer", "Decline an offer", "Declined by the base school"),
    ("plan", "Begin a plan", "A plan was begun"),
    ("unplan", "Cancel its plan", "Its plan was cancelled"),
    ("wait", "Keep waiting", "Put on the waiting list"),
    ("decline", "Decline a request", "Declined"),
    ("withdraw", "Withdraw a request", "Withdrawn"),
)
_PLANS = (
    ("begun", "Begin a plan", "Begun"),
    ("written", "Write a plan", "Written"),
    ("send", "Send a plan to be agreed", "Sent to be agreed"),
    ("send_back", "Send a plan back", "Sent back to be changed"),
    ("party_agreed", "Agree a plan", "One party agreed"),
    ("party_sent_back", "Send a plan back", "One party sent it back"),
    ("agree", "Agree a plan", "Agreed by everyone"),
    ("revise", "Change a plan", "Opened to be changed"),
    ("begin", "Begin the visits", "Under way"),
    ("complete", "Complete a plan", "Completed"),
    ("ask_evaluation", "Ask for an evaluation", "Evaluation asked for"),
    ("evaluate", "Evaluate a plan", "Evaluated"),
    ("close", "Close a plan", "Closed"),
    ("close_unanswered", "Close without an evaluation", "Closed without an evaluation"),
    ("cancel", "Cancel a plan", "Cancelled"),
)
_REST = (
    ("outreach_visit.recorded", "Record a visit", "Visit recorded"),
    ("outreach_visit.changed", "Change a visit", "Visit put right"),
    ("outreach_visit.removed", "Remove a visit", "Visit removed"),
    ("outreach_visit.corrected", "Correct a record", "Record of a visit corrected"),
    ("outreach_calendar.saved", "Save a calendar", "Calendar saved"),
    ("outreach_calendar.submitted", "Hand in a calendar", "Calendar handed in"),
    ("outreach_evaluation.answered", "Answer an evaluation", "Evaluation answered"),
    ("outreach_evaluation.reminded", "Remind of an evaluation", "Reminded of the evaluation"),
)
SUPPORT = (
    *((f"outreach_request.{action}", does, done) for action, does, done in _REQUESTS),
    *((f"outreach_plan.{action}", does, done) for action, does, done in _PLANS),
    *_REST,
)


def register_support_actions(actions: LogActionRegistry) -> None:
    for action, does, done in SUPPORT:
        actions.register_action(action, does, done)
