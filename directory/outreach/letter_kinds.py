"""The letters of outreach, with invented examples for the office's preview. What each step says is
written with its step (directory.outreach.letters); the office writes what stands around it."""

from django.conf import settings

from core.letters import Example, register_letter
from directory.outreach.letters import Letter

GROUP = "Outreach"
_PATH = "/outreach/"

_KINDS = {
    "outreach_request": (
        "Requests for support",
        "Your request for Larkmead Lower School is in hand",
        "The AST coordinator has read your request and is looking for the right person.",
        "You have this message because you asked for support for Larkmead Lower School.",
    ),
    "outreach_plan": (
        "Outreach plans",
        "To agree: the outreach plan of Aurelia Thornfield and Larkmead Lower School",
        "The plan waits for your agreement, and visits wait for the plan.",
        "You have this message because the plan names you.",
    ),
    "outreach_evaluation": (
        "Evaluations of support",
        "How was the support by Aurelia Thornfield?",
        "Please say what came of it: three questions, about five minutes.",
        "You have this message because you are the senior leader named in the plan.",
    ),
    "outreach_return": (
        "Termly returns",
        "Your outreach in the autumn term",
        "The record of visits is due.",
        "You have this message because your school has an AST post.",
    ),
    "outreach_funding": (
        "Release of funding",
        "Outreach funding released, autumn term",
        "£2,400.00 was released to Thistlecombe Primary School.",
        "You have this message because you are a lead of Thistlecombe Primary School.",
    ),
    "outreach_network": (
        "Network meetings",
        "The network meeting of the autumn term",
        "It takes place on Tuesday 24 November.",
        "You have this message because you are an AST.",
    ),
}


def declare_letters() -> None:
    """Called once, when the app is ready."""
    for kind, (name, *words) in _KINDS.items():
        _declare(kind, name, *words)
    register_letter("outreach_post", name="AST posts", group=GROUP, examples=_post)


def _declare(kind: str, name: str, subject: str, words: str, reason: str) -> None:
    def examples() -> list[Example]:
        letter = Letter(
            subject=subject,
            paragraphs=[words],
            reason=reason,
            button="Open it",
            url=settings.SITE_URL + _PATH,
        )
        return [("As it is sent", {"letter": letter, "subject": subject})]

    register_letter(kind, name=name, group=GROUP, examples=examples)


def _post() -> list[Example]:
    words = {
        "subject": "An AST post is asked for",
        "lines": ["Thistlecombe Primary School asks for an AST post in English."],
        "url": settings.SITE_URL + _PATH,
        "reason": "you decide about AST posts",
    }
    return [("As it is sent", words)]
