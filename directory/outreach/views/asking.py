"""Asking for support: the public form, from a portrait or from none, and following a request by the
secret link of its receipt (DOMAIN 3.1)."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.limits import times_lately
from core.moves import MoveNotAllowed
from core.unlisted import unlisted
from directory.models import PenPortraitPage, Practitioner
from directory.outreach.forms.requests import AskForm, requestable
from directory.outreach.links import request_from
from directory.outreach.models import OutreachRequest
from directory.outreach.request_permissions import may_ask_for, schools_led_by
from directory.outreach.services.requests import (
    RequestRefused,
    ask_for_support,
    withdraw_request,
)
from directory.outreach.states.request import request_moves
from directory.school_search import where_it_is

REQUESTS_AN_HOUR = 20
TOO_MANY = (
    "Too many requests came from your network in the last hour. Yours is still below: send it"
    " later, or telephone the office."
)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponse:
    """/support/ask/?for=<slug of a portrait>."""
    asked_for = _portrait_in(request)
    form = AskForm(request.POST or None, initial=_known(request, asked_for))
    if form.is_valid():
        if form.is_from_a_machine:
            return redirect("outreach:asked")
        if answer := _send(request, form):
            return answer
    stopped = form.is_bound and TOO_MANY in form.non_field_errors()
    return render(
        request,
        "outreach/ask.html",
        {"form": form, "asked_for": asked_for},
        status=429 if stopped else 422 if form.errors else 200,
    )


def _send(request: HttpRequest, form: AskForm) -> HttpResponse | None:
    """The way on once the request is kept; None when the form says why it is not."""
    if times_lately(request, "support") > REQUESTS_AN_HOUR:
        form.add_error(NON_FIELD_ERRORS, TOO_MANY)
        return None
    by = request.user if request.user.is_authenticated else None
    try:
        made = ask_for_support(**form.details, by=by)
    except RequestRefused as refusal:
        form.add_error("preferred", str(refusal))
        return None
    if may_ask_for(request.user, made.school):
        messages.success(request, "Your request is in. You have an email that says so.")
        return redirect("outreach:school_request", made.school.urn, made.pk)
    return redirect("outreach:asked")


def _portrait_in(request: HttpRequest) -> Practitioner | None:
    """Whom the link was about, if they can be asked."""
    slug = request.GET.get("for", "")[:200].replace("\x00", "")
    if not slug:
        return None
    page = PenPortraitPage.objects.shown().filter(slug=slug).first()
    return requestable().filter(pk=page.practitioner_id).first() if page else None


def _known(request: HttpRequest, asked_for: Practitioner | None) -> dict:
    known = {"preferred": asked_for}
    if request.user.is_authenticated:
        led = list(schools_led_by(request.user)[:2])
        known |= {
            "requester_name": request.user.get_full_name(),
            "requester_email": request.user.email,
        }
        if len(led) == 1:
            known["school"] = f"{led[0].name}, {where_it_is(led[0])}"
    return known


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "outreach/asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def follow_request(request: HttpRequest, token: str) -> HttpResponse:
    """Where a request stands, and withdrawing it. GET changes nothing (SAFETY 49)."""
    followed = request_from(token)
    if followed is None:
        raise Http404
    if request.method == "POST":
        try:
            withdraw_request(followed)
        except MoveNotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Withdrawn. Whoever was working on it has been told.")
        return redirect("outreach:follow_request", token)
    return render(request, "outreach/follow.html", _followed(followed))


def _followed(followed: OutreachRequest) -> dict:
    may = request_moves.possible(followed.state, actors=["requester"])
    return {"support": followed, "may_withdraw": bool(may), "stands": stands(followed)}


def stands(request: OutreachRequest) -> str:
    """Where it stands, in words for the school that asked; who is being considered is not told
    before that person's own school has agreed."""
    state = OutreachRequest.State
    who = request.practitioner
    return {
        state.SUBMITTED: "It waits to be read.",
        state.ACKNOWLEDGED: "It has been read. We are looking for the right person.",
        state.WITH_ADVISER: "It has been read. An adviser of the authority is being consulted.",
        state.MATCHED: "It has been read. We are looking for the right person.",
        state.OFFERED: "We have asked somebody’s base school.",
        state.ACCEPTED: f"{who} can help, and will write a plan with you.",
        state.PLANNED: f"{who} supports your school under an outreach plan.",
        state.WAITING: "It is on the waiting list.",
        state.DECLINED: "It could not be met.",
        state.WITHDRAWN: "It was withdrawn.",
    }[request.state]
