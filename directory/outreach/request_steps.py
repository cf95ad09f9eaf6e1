"""The steps of a request: which form each needs, which service makes it, and what is said then."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django import forms

from directory.outreach.forms.requests import (
    AdviserForm,
    CommentForm,
    MatchForm,
    NothingForm,
    ReasonForm,
)
from directory.outreach.models import OutreachRequest
from directory.outreach.people import advisers
from directory.outreach.queries.holders import available_asts
from directory.outreach.request_permissions import is_requester
from directory.outreach.services import requests as services
from directory.outreach.states.request import request_moves


@dataclass(frozen=True)
class Step:
    """`button` as the screen has it; `act` calls the service with what was typed. What is `folded`
    is another way than the next step, and opens when it is wanted."""

    button: str
    said: str
    act: Callable[[OutreachRequest, dict, object], object]
    form: type[forms.BaseForm] = NothingForm
    title: str = ""
    stop: bool = False
    folded: bool = False


STEPS: dict[str, Step] = {
    "acknowledge": Step(
        "Acknowledge",
        "Acknowledged. The school has been told.",
        lambda it, typed, by: services.acknowledge_request(it, by=by),
    ),
    "agree_link": Step(
        "Agree the school link",
        "Agreed. The AST can write the plan.",
        lambda it, typed, by: services.agree_link(it, by=by),
    ),
    "ask_adviser": Step(
        "Ask this adviser",
        "The adviser has been asked.",
        lambda it, typed, by: services.ask_adviser(it, typed["adviser"], by=by),
        AdviserForm,
        "Ask an adviser",
    ),
    "advise": Step(
        "Give this advice",
        "Thank you. The coordinator has been told.",
        lambda it, typed, by: services.advise_on_request(it, comment=typed["comment"], by=by),
        CommentForm,
        "Your advice",
    ),
    "match": Step(
        "Match",
        "Matched. Nobody is told before you ask the base school.",
        lambda it, typed, by: services.match_request(it, typed["practitioner"], by=by),
        MatchForm,
    ),
    "offer": Step(
        "Ask the base school",
        "The base school has been asked, and the AST knows.",
        lambda it, typed, by: services.offer_request(it, by=by),
    ),
    "accept": Step(
        "Accept",
        "Accepted. The school, the AST and the coordinator have been told.",
        lambda it, typed, by: services.accept_offer(it, by=by),
    ),
    "hand_back": Step(
        "Hand it back",
        "Handed back. The coordinator looks for somebody else.",
        lambda it, typed, by: services.hand_back_offer(it, comment=typed["comment"], by=by),
        CommentForm,
        "If your school cannot take it on",
        folded=True,
    ),
    "decline_offer": Step(
        "Decline",
        "Declined. The school has been told.",
        lambda it, typed, by: services.decline_offer(it, reason=typed["reason"], by=by),
        ReasonForm,
        "Say no",
        stop=True,
        folded=True,
    ),
    "wait": Step(
        "Put on the waiting list",
        "On the waiting list. The school has been told.",
        lambda it, typed, by: services.keep_waiting(it, reason=typed["reason"], by=by),
        ReasonForm,
        "Nobody is free",
        folded=True,
    ),
    "decline": Step(
        "Decline",
        "Declined. The school has been told.",
        lambda it, typed, by: services.decline_request(it, reason=typed["reason"], by=by),
        ReasonForm,
        "Decline",
        stop=True,
        folded=True,
    ),
    "withdraw": Step(
        "Withdraw this request",
        "Withdrawn. Whoever was working on it has been told.",
        lambda it, typed, by: services.withdraw_request(
            it, by=by, by_office=not is_requester(by, it)
        ),
        title="Withdraw",
        stop=True,
        folded=True,
    ),
}


@dataclass
class Offered:
    """A step as the screen offers it: its name, and its form as typed or empty."""

    name: str
    step: Step
    form: forms.BaseForm


def make_form(name: str, data=None) -> forms.BaseForm:
    step = STEPS[name]
    if step.form is MatchForm:  # its buttons stand in a list, without a prefix
        return MatchForm(data, asts=available_asts())
    more = {"advisers": advisers()} if step.form is AdviserForm else {}
    return step.form(data, prefix=name, **more)


def steps_for(
    request: OutreachRequest, actors: Iterable[str], typed: dict[str, forms.BaseForm]
) -> list[Offered]:
    """The steps these people may take from here, in the order of the table."""
    possible = [move.name for move in request_moves.possible(request.state, actors=actors)]
    return [
        Offered(name, STEPS[name], typed.get(name) or make_form(name))
        for name in possible
        if name in STEPS and _makes_sense(request, name)
    ]


def _makes_sense(request: OutreachRequest, name: str) -> bool:
    if name == "agree_link":
        return request.route == request.Route.LINK
    if name == "decline_offer":
        return request.base_school_decides
    if name == "hand_back":
        return not request.base_school_decides
    return True
