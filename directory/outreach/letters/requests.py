"""What is written at each step of a request, and to whom: those it concerns, and nobody else."""

from directory.outreach.letters import Letter, page, post
from directory.outreach.links import REQUEST
from directory.outreach.models import OutreachRequest
from directory.outreach.people import Addressee, coordinator, school_leads, the_ast

KIND = "outreach_request"


def _requester(request: OutreachRequest) -> Addressee:
    return Addressee(request.requester_email, request.requester_name)


def _to_requester(request: OutreachRequest, subject: str, *paragraphs: str) -> None:
    letter = Letter(
        subject=subject,
        paragraphs=list(paragraphs),
        button="See the request",
        link_kind=REQUEST,
        link_object_id=str(request.nonce),
        reason=f"You have this message because you asked for support for {request.school}.",
    )
    post(KIND, letter, [_requester(request)], request)


def _to_office(request: OutreachRequest, subject: str, *paragraphs: str) -> None:
    letter = Letter(
        subject=subject,
        paragraphs=list(paragraphs),
        button="Open the request",
        url=page("request", request.pk),
        reason="You have this message because you coordinate the work of ASTs.",
    )
    post(KIND, letter, [coordinator()], request)


def _to_base_school(request: OutreachRequest, subject: str, *paragraphs: str) -> None:
    school = request.practitioner.base_school
    letter = Letter(
        subject=subject,
        paragraphs=list(paragraphs),
        button="Read and answer",
        url=page("school_request", school.urn, request.pk),
        reason=f"You have this message because you are a lead of {school}.",
    )
    post(KIND, letter, school_leads(school), request)


def _to_ast(request: OutreachRequest, subject: str, *paragraphs: str) -> None:
    letter = Letter(
        subject=subject,
        paragraphs=list(paragraphs),
        button="Your outreach",
        url=page("my_outreach"),
        reason="You have this message because you support other schools.",
    )
    post(KIND, letter, [the_ast(request.practitioner)], request)


def tell_of_submitting(request: OutreachRequest) -> None:
    """A receipt to who asked, word to the school's other leads, and to the coordinator."""
    school = request.school
    _to_requester(
        request,
        f"We have your request for {school}",
        f"You asked for an AST’s support for {school}. We answer each request; schools that need"
        " support most go first.",
        "The link below shows where the request stands, and lets you withdraw it. Keep it to"
        " yourself.",
    )
    letter = Letter(
        subject=f"A request for support for {school}",
        paragraphs=[
            f"{request.requester_name} has asked for an AST’s support for {school}. If that is not"
            " what the school wants, answer this email.",
        ],
        button="Your school’s requests",
        url=page("school_support", school.urn),
        reason=f"You have this message because you are a lead of {school}.",
    )
    post(KIND, letter, school_leads(school, but_not=request.requester_email), request)
    copy = (
        "It is for an AST whom the base school funds, so that school decides; this is your copy."
        if request.base_school_decides
        else "It waits to be acknowledged."
    )
    _to_office(request, f"Request for support: {school}", f"{school} asks for support.", copy)


def tell_of_acknowledging(request: OutreachRequest) -> None:
    _to_requester(
        request,
        f"Your request for {request.school} is in hand",
        "The AST coordinator has read your request and is looking for the right person.",
    )


def tell_adviser(request: OutreachRequest) -> None:
    letter = Letter(
        subject=f"Your advice, please: a request from {request.school}",
        paragraphs=[
            f"{request.school} has asked for support. The AST coordinator would like your view"
            " before an AST is matched.",
        ],
        button="Read and comment",
        url=page("request", request.pk),
        reason="You have this message because you are an adviser of the authority.",
    )
    adviser = request.adviser
    post(KIND, letter, [Addressee(adviser.email, str(adviser))], request)


def tell_of_advice(request: OutreachRequest) -> None:
    _to_office(
        request,
        f"Advice on the request of {request.school}",
        f"{request.adviser} has commented. An AST can be matched now.",
    )


def tell_of_offering(request: OutreachRequest) -> None:
    """The base school decides or agrees; the AST knows that they are asked for."""
    who = request.practitioner
    _to_base_school(
        request,
        f"{request.school} asks for {who}",
        f"{request.school} has asked for support, and {who} of your school would suit.",
        "Your school decides, since it funds the post. The authority has a copy."
        if request.base_school_decides
        else "Say whether your school can release them, or hand the request back.",
    )
    _to_ast(
        request,
        f"{request.school} has asked for your support",
        f"{request.school} has asked for support and we thought of you. Your school answers first.",
    )


def tell_of_accepting(request: OutreachRequest) -> None:
    who, school = request.practitioner, request.practitioner.base_school
    _to_requester(
        request,
        f"{who} can support {request.school}",
        f"{who} of {school} can help. They get in touch with you to write a plan: what it is to"
        " change, how you will know, and on which days.",
    )
    _to_ast(
        request,
        f"Write a plan with {request.school}",
        f"Your school has agreed that you support {request.school}. Write the outreach plan with"
        " their senior leader; visits can begin once everyone has agreed it.",
    )
    _to_office(
        request,
        f"Accepted: {who} for {request.school}",
        f"{school} releases {who}. The plan comes next.",
    )


def tell_of_handing_back(request: OutreachRequest, school: str, comment: str) -> None:
    _to_office(
        request,
        f"Handed back: the request of {request.school}",
        f"{school} cannot take it on. It waits to be matched again.",
        f"They wrote: {comment}",
    )


def tell_of_waiting(request: OutreachRequest) -> None:
    _to_requester(
        request,
        f"Your request for {request.school} is on the waiting list",
        "We have nobody free for it now, and we keep it.",
        request.reason,
    )


def tell_of_declining(request: OutreachRequest, *, by_school: bool = False) -> None:
    _to_requester(
        request,
        f"Your request for {request.school}",
        "We are sorry: this request cannot be met.",
        request.reason,
    )
    if by_school:
        _to_office(
            request,
            f"Declined by the base school: the request of {request.school}",
            f"{request.practitioner.base_school} has declined. This is your copy.",
        )


def tell_of_withdrawing(request: OutreachRequest, *, was: str, by_office: bool) -> None:
    """Whoever has the request before them hears that it is gone."""
    gone = f"Withdrawn: the request of {request.school}"
    if by_office:
        _to_requester(
            request,
            f"Your request for {request.school} is withdrawn",
            "The AST coordinator has withdrawn it. If that is a mistake, answer this email.",
        )
    else:
        _to_office(request, gone, "The school no longer asks for this support.")
    if was in ("offered", "accepted"):
        _to_base_school(request, gone, "The school no longer asks for this support.")
        _to_ast(request, gone, "The school no longer asks for this support.")
