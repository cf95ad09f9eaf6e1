"""The board of requests, for the coordinator and the advisers, and each request on its own page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directory.outreach.forms.requests import AdviserAskForm
from directory.outreach.models import OutreachRequest
from directory.outreach.queries.bands import bands_of
from directory.outreach.queries.board import board, others_of_school
from directory.outreach.queries.fitting import who_fits
from directory.outreach.queries.plan_days import days_of
from directory.outreach.request_permissions import actors_of, is_triage
from directory.outreach.request_steps import steps_for
from directory.outreach.services.requests import RequestRefused, ask_for_support
from directory.outreach.states.plan import PlanState
from directory.outreach.views.steps import take_step


def _only_triage(request: HttpRequest) -> None:
    if not is_triage(request.user):
        raise Http404


@login_required
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Everything open, those first that go first; the settled ones below, a page at a time."""
    _only_triage(request)
    shown = board(request.GET.get("page", ""))
    return render(request, "outreach/board.html", {"board": shown})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def support_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is asked, who would suit, and the steps that are this person's."""
    _only_triage(request)
    found = get_object_or_404(_with_names(), pk=pk)
    actors, typed = actors_of(request.user, found), {}
    if request.method == "POST":
        done, typed = take_step(request, found, actors)
        if done:
            return redirect("outreach:request", found.pk)
    steps = steps_for(found, actors, typed)
    plan = found.plans.exclude(state=PlanState.CANCELLED).first()
    may_match = any(each.name == "match" for each in steps)
    fits = who_fits(found) if may_match else []
    return render(
        request,
        "outreach/request.html",
        {
            "support": found,
            "band": bands_of([found])[found.pk],
            "others": others_of_school(found),
            "days": days_of([plan])[plan.pk] if plan else None,
            "steps": [each for each in steps if each.name != "match"],
            "may_match": may_match,
            "fits": fits,
            "preferred_fits": found.preferred_id in {None, *(fit.practitioner.pk for fit in fits)},
            "forms": list(typed.values()),
            "plan": plan,
            "waits_for_advice": _waits_for_advice(found),
        },
        status=422 if typed else 200,
    )


def _waits_for_advice(found: OutreachRequest) -> bool:
    return found.is_open and found.consulted_on is None and found.route != found.Route.LINK


def _with_names():
    return OutreachRequest.objects.select_related(
        "school__authority", "subject", "key_stage", "preferred__base_school", "base_school",
        "practitioner__base_school", "adviser", "requested_by",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adviser_asks(request: HttpRequest) -> HttpResponse:
    """Routes 1 and 2 (CA L32, L33)."""
    _only_triage(request)
    form = AdviserAskForm(request.POST or None)
    if form.is_valid():
        try:
            made = ask_for_support(
                **form.details,
                requester_name=request.user.get_full_name(),
                requester_email=request.user.email,
                by=request.user,
            )
        except RequestRefused as refusal:
            form.add_error("preferred", str(refusal))
        else:
            return redirect("outreach:request", made.pk)
    return render(
        request, "outreach/adviser_asks.html", {"form": form}, status=422 if form.errors else 200
    )
