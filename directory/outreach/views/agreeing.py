"""Agreeing a plan by the secret link each party has. GET changes nothing (SAFETY 49)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.unlisted import unlisted
from directory.outreach.forms.plans import SendPlanBackForm
from directory.outreach.links import party_from
from directory.outreach.queries.plan_page import shown_plan
from directory.outreach.services.agreeing import NotAsked, agree_plan, send_plan_back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@unlisted
def agree_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The plan as a party reads it, supported colleague included, and the party's answer. Used,
    altered, out of date: the page is not there, whatever is wrong with the link."""
    party = party_from(token)
    if party is None:
        raise Http404
    form = SendPlanBackForm(request.POST if "send_back" in request.POST else None)
    if request.method == "POST" and ("agree" in request.POST or form.is_valid()):
        return _answer(request, party, form)
    shown = shown_plan(party.plan, with_colleagues=True)
    return render(
        request,
        "outreach/agree.html",
        {"party": party, "plan": party.plan, "shown": shown, "form": form},
        status=422 if form.errors else 200,
    )


def _answer(request: HttpRequest, party, form: SendPlanBackForm) -> HttpResponse:
    agreed = "agree" in request.POST
    try:
        if agreed:
            agree_plan(party)
        else:
            send_plan_back(party, comment=form.cleaned_data["comment"])
    except NotAsked:
        raise Http404 from None
    return render(request, "outreach/answered.html", {"agreed": agreed, "plan": party.plan})
