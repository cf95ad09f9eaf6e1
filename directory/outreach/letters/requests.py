"""What is written at each step of a request, and to whom: those it concerns, and nobody else."""

from directory.outreach.letters import Fact, page, post
from directory.outreach.links import REQUEST
from directory.outreach.models import OutreachRequest
from directory.outreach.people import Addressee, coordinator, school_leads, the_ast


def _to_requester(kind: str, request: OutreachRequest, **facts: Fact) -> None:
    to = Addressee(request.requester_email, request.requester_name)
    _post(kind, request, to, link=(REQUEST, request.nonce), **facts)


def _to_office(kind: str, request: OutreachRequest, **facts: Fact) -> None:
    _post(kind, request, coordinator(), url=page("request", request.pk), **facts)


def _to_base_school(kind: str, request: OutreachRequest, **facts: Fact) -> None:
    base = request.practitioner.base_school
    url = page("school_request", base.urn, request.pk)
    _post(kind, request, *school_leads(base), url=url, base=str(base), **facts)


def _to_ast(kind: str, request: OutreachRequest, **facts: Fact) -> None:
    _post(kind, request, the_ast(request.practitioner), url=page("my_outreach"), **facts)


def _post(kind: str, request: OutreachRequest, *to: Addressee, **facts) -> None:
    post(kind, to, request, school=str(request.school), **facts)


def tell_of_submitting(request: OutreachRequest) -> None:
    """A receipt to who asked, word to the school's other leads, and to the coordinator."""
    school = request.school
    _to_requester("outreach_request_received", request)
    _post(
        "outreach_request_leads",
        request,
        *school_leads(school, but_not=request.requester_email),
        url=page("school_support", school.urn),
        requester=request.requester_name,
    )
    _to_office("outreach_request_made", request, base_decides=request.base_school_decides)


def tell_of_acknowledging(request: OutreachRequest) -> None:
    _to_requester("outreach_request_in_hand", request)


def tell_adviser(request: OutreachRequest) -> None:
    to = Addressee(request.adviser.email, str(request.adviser))
    _post("outreach_request_advice", request, to, url=page("request", request.pk))


def tell_of_advice(request: OutreachRequest) -> None:
    _to_office("outreach_request_advised", request, adviser=str(request.adviser))


def tell_of_offering(request: OutreachRequest) -> None:
    """The base school decides or agrees; the AST knows that they are asked for."""
    _to_base_school(
        "outreach_request_offered",
        request,
        ast=str(request.practitioner),
        base_decides=request.base_school_decides,
    )
    _to_ast("outreach_request_for_you", request)


def tell_of_accepting(request: OutreachRequest) -> None:
    who = {"ast": str(request.practitioner), "base": str(request.practitioner.base_school)}
    _to_requester("outreach_request_accepted", request, **who)
    _to_ast("outreach_request_plan", request)
    _to_office("outreach_request_released", request, **who)


def tell_of_handing_back(request: OutreachRequest, school: str, comment: str) -> None:
    """`school` is the base school; who was matched is no longer on the request."""
    _to_office("outreach_request_handed_back", request, base=school, comment=comment)


def tell_of_waiting(request: OutreachRequest) -> None:
    _to_requester("outreach_request_waiting", request, why=request.reason)


def tell_of_declining(request: OutreachRequest, *, by_school: bool = False) -> None:
    _to_requester("outreach_request_declined", request, why=request.reason)
    if by_school:
        base = str(request.practitioner.base_school)
        _to_office("outreach_request_refused", request, base=base)


def tell_of_withdrawing(request: OutreachRequest, *, was: str, by_office: bool) -> None:
    """Whoever has the request before them hears that it is gone."""
    kind = "outreach_request_withdrawn"
    if by_office:
        _to_requester("outreach_request_taken_away", request)
    else:
        _to_office(kind, request, reader="office", by_office=False)
    if was in ("offered", "accepted"):
        _to_base_school(kind, request, reader="base", by_office=by_office)
        _to_ast(kind, request, reader="ast", by_office=by_office)
