"""Requests for support, from the form to an AST's own school saying yes (DOMAIN 2.3, CB ¶6).

Each step locks the request's row, so that of two people who decide at once the second is told; it
asks the table of moves, writes the state and its day, and queues the letters in one transaction."""

import uuid

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from core.services.outbox import one_line
from directory.models import Practitioner, School
from directory.outreach.funding import authority_pays
from directory.outreach.letters import requests as letters
from directory.outreach.models import OutreachRequest
from directory.outreach.models.request import Route
from directory.outreach.queries.holders import available_asts
from directory.outreach.states.request import RequestState, request_moves


class RequestRefused(Exception):
    """Nothing was changed. `str()` of it is a sentence for the person who asked."""


class NotRequestable(RequestRefused):
    """The AST works in their own school only, has left, or has no base school to ask."""


class NotConsulted(RequestRefused):
    def __str__(self) -> str:
        return "Ask an adviser first: no AST of the authority is matched without one’s advice."


class NotTheirAST(RequestRefused):
    def __str__(self) -> str:
        return "A school link is for an AST of the school that raises it."


class NotTheirsToDecide(RequestRefused):
    def __str__(self) -> str:
        return "The authority coordinates this AST’s work: hand the request back to it instead."


@transaction.atomic
def ask_for_support(
    *,
    school: School,
    need: str,
    requester_name: str,
    requester_email: str,
    form_number: uuid.UUID | None = None,
    route: str = Route.SCHOOL,
    base_school: School | None = None,
    preferred: Practitioner | None = None,
    by: User | None = None,
    **details,
) -> OutreachRequest:
    """The request is submitted and those concerned have letters. The same form sent twice is one
    request. One for an AST whose school funds the post goes to that school at once, the authority
    having a copy (CB ¶2); a link that such a school raises itself is accepted at once (CA L35). An
    adviser's own request counts as their advice. Raises NotRequestable, NotTheirAST."""
    made_before = OutreachRequest.objects.filter(form_number=form_number).first()
    if form_number and made_before:
        return made_before
    if preferred is not None:
        _check_requestable(preferred)
    if route == Route.LINK and (preferred is None or preferred.base_school != base_school):
        raise NotTheirAST
    request = OutreachRequest(
        school=school,
        need=need.strip(),
        requester_name=one_line(requester_name),
        requester_email=requester_email,
        form_number=form_number or uuid.uuid4(),
        route=route,
        base_school=base_school,
        preferred=preferred,
        requested_by=by,
        base_school_decides=preferred is not None and not authority_pays(preferred),
        submitted_at=timezone.now(),
        state_since=timezone.now(),
        **details,
    )
    if route in (Route.IMPROVEMENT, Route.PROGRAMME):
        request.adviser, request.consulted_on = by, timezone.localdate()
    request.save()
    record(request, "outreach_request.submitted", by=by, route=route, urn=school.urn)
    letters.tell_of_submitting(request)
    if request.base_school_decides:
        _to_the_school_that_funds(request, by)
    return request


def _to_the_school_that_funds(request: OutreachRequest, by: User | None) -> None:
    request.practitioner = request.preferred
    if request.route == Route.LINK:
        _write(request, "agree_link", by)
        letters.tell_of_accepting(request)
    else:
        _write(request, "ask_base_school", by)
        letters.tell_of_offering(request)


def acknowledge_request(request: OutreachRequest, *, by: User) -> OutreachRequest:
    """The school knows that it was read. Raises MoveNotAllowed, as every step below."""
    return _step(request, "acknowledge", by, tell=letters.tell_of_acknowledging)


def ask_adviser(request: OutreachRequest, adviser: User, *, by: User) -> OutreachRequest:
    """It waits for this adviser's view (CB ¶6: deployment in consultation with advisers)."""
    return _step(request, "ask_adviser", by, tell=letters.tell_adviser, adviser=adviser)


def advise_on_request(request: OutreachRequest, *, comment: str, by: User) -> OutreachRequest:
    """The advice is kept with its day, and the coordinator may match an AST."""
    return _step(
        request,
        "advise",
        by,
        tell=letters.tell_of_advice,
        adviser=by,
        adviser_comment=comment.strip(),
        consulted_on=timezone.localdate(),
    )


@transaction.atomic
def match_request(
    request: OutreachRequest, practitioner: Practitioner, *, by: User
) -> OutreachRequest:
    """An AST is chosen; nobody is told before the base school is asked. A school link is for the
    AST it names. Raises NotConsulted, NotRequestable, NotTheirAST."""
    request = lock_request(request)
    _check_requestable(practitioner)
    decides = not authority_pays(practitioner)
    if not decides and not available_asts().filter(pk=practitioner.pk).exists():
        raise NotRequestable(f"{practitioner} holds no AST post that works for other schools.")
    if not (decides or request.consulted_on or request.route == Route.LINK):
        raise NotConsulted
    if request.route == Route.LINK and practitioner.base_school_id != request.base_school_id:
        raise NotTheirAST
    request.practitioner, request.base_school_decides = practitioner, decides
    return _write(request, "match", by)


def offer_request(request: OutreachRequest, *, by: User) -> OutreachRequest:
    """The base school is asked to release its AST, and the AST knows."""
    return _step(request, "offer", by, tell=letters.tell_of_offering)


def accept_offer(request: OutreachRequest, *, by: User, on_behalf_of: str = "") -> OutreachRequest:
    """The base school releases the AST: the plan comes next."""
    return _step(request, "accept", by, tell=letters.tell_of_accepting, on_behalf_of=on_behalf_of)


@transaction.atomic
def agree_link(request: OutreachRequest, *, by: User) -> OutreachRequest:
    """A school link is accepted by the coordinator: the AST's own school raised it (CA L35).
    Raises NotTheirAST for a request of another route."""
    request = lock_request(request)
    if request.route != Route.LINK:
        raise NotTheirAST
    request.practitioner = request.preferred
    _write(request, "agree_link", by)
    letters.tell_of_accepting(request)
    return request


@transaction.atomic
def hand_back_offer(request: OutreachRequest, *, comment: str, by: User) -> OutreachRequest:
    """The base school cannot release its AST: the coordinator looks for another."""
    request = lock_request(request)
    school = str(request.practitioner.base_school) if request.practitioner else ""
    _write(request, "hand_back", by)
    request.practitioner, request.base_school_decides = None, False
    request.save(update_fields=["practitioner", "base_school_decides"])
    letters.tell_of_handing_back(request, school, comment.strip())
    return request


@transaction.atomic
def decline_offer(request: OutreachRequest, *, reason: str, by: User) -> OutreachRequest:
    """A base school that funds the post says no, and why. Raises NotTheirsToDecide for a post of
    the authority's."""
    request = lock_request(request)
    if not request.base_school_decides:
        raise NotTheirsToDecide
    request.reason = one_line(reason)[:500]
    _write(request, "decline_offer", by)
    letters.tell_of_declining(request, by_school=True)
    return request


def keep_waiting(request: OutreachRequest, *, reason: str, by: User) -> OutreachRequest:
    """Nobody is free now: the school knows why it waits. An AST matched before is let go."""
    return _step(
        request,
        "wait",
        by,
        tell=letters.tell_of_waiting,
        reason=one_line(reason)[:500],
        practitioner=None,
    )


def decline_request(request: OutreachRequest, *, reason: str, by: User) -> OutreachRequest:
    """The school is told no, and why."""
    return _step(
        request, "decline", by, tell=letters.tell_of_declining, reason=one_line(reason)[:500]
    )


@transaction.atomic
def withdraw_request(
    request: OutreachRequest, *, by: User | None = None, by_office: bool = False
) -> OutreachRequest:
    """The school no longer asks, or the coordinator takes the request away; whoever had it before
    them is told. Withdrawing twice changes nothing."""
    request = lock_request(request)
    if request.state == RequestState.WITHDRAWN:
        return request
    was = request.state
    _write(request, "withdraw", by)
    letters.tell_of_withdrawing(request, was=was, by_office=by_office)
    return request


def _check_requestable(practitioner: Practitioner) -> None:
    if not practitioner.is_available or practitioner.base_school_id is None:
        raise NotRequestable(f"{practitioner} cannot be asked for at present.")


def lock_request(request: OutreachRequest) -> OutreachRequest:
    """The request, held: of two people who decide at once one comes first."""
    together = ("school", "practitioner__base_school", "practitioner__user", "preferred", "adviser")
    return (
        OutreachRequest.objects.select_for_update(of=("self",))
        .select_related(*together)
        .get(pk=request.pk)
    )


@transaction.atomic
def _step(
    request: OutreachRequest, move: str, by: User, *, tell, on_behalf_of: str = "", **changes
) -> OutreachRequest:
    request = lock_request(request)
    for name, value in changes.items():
        setattr(request, name, value)
    _write(request, move, by, on_behalf_of=on_behalf_of)
    tell(request)
    return request


def _write(
    request: OutreachRequest, move: str, by: User | None, *, on_behalf_of: str = ""
) -> OutreachRequest:
    request.state = request_moves.target(move, request.state)
    request.state_since = timezone.now()
    request.save()
    record(request, f"outreach_request.{move}", by=by, on_behalf_of=on_behalf_of)
    return request


def follow_the_plan(request: OutreachRequest | None, move: str, *, by: User | None) -> None:
    """The request is planned once a plan is begun, and accepted again when that is cancelled."""
    if request is not None:
        _write(lock_request(request), move, by)
