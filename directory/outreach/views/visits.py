"""Recording visits: the AST alone (DOMAIN 2.6)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from directory.models import Practitioner
from directory.outreach.forms.visits import VisitForm, first_words
from directory.outreach.models import OutreachVisit
from directory.outreach.services.corrections import Papers, papers_of
from directory.outreach.services.visits import (
    BeforeAgreement,
    GivesNoReason,
    HalfDayTaken,
    NeedsAPlan,
    NotYours,
    PlanNotAgreed,
    StillToCome,
    TakesNoPlan,
    VisitRefused,
    change_visit,
    record_visit,
    remove_visit,
)
from directory.outreach.views.own import own_ast_or_404

# Beside which field a refusal is said.
_FIELD = {
    StillToCome: "visited_on",
    BeforeAgreement: "visited_on",
    HalfDayTaken: "part",
    NeedsAPlan: "plan",
    TakesNoPlan: "plan",
    PlanNotAgreed: "plan",
    NotYours: "plan",
    GivesNoReason: "reason",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_visit(request: HttpRequest) -> HttpResponse:
    """/outreach/visits/new/?plan=<number>, and from the calendar ?day=<date>&part=<am or pm>."""
    practitioner = own_ast_or_404(request)
    initial = {name: request.GET.get(name, "") for name in ("plan", "visited_on", "part")}
    form = VisitForm(request.POST or None, practitioner=practitioner, initial=initial)
    if form.is_valid():
        visit = _keep(form, lambda typed: record_visit(practitioner, **typed, by=request.user))
        if visit:
            messages.success(request, f"Recorded: {visit.days:g} day{'s' * (visit.days != 1)}.")
            return _back(visit)
    return _page(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    practitioner = own_ast_or_404(request)
    visit = _visit_or_404(practitioner, pk)
    form = VisitForm(
        request.POST or None, practitioner=practitioner, visit=visit, initial=first_words(visit)
    )
    papers = papers_of(practitioner, visit.visited_on, visit.plan)
    form.asks_reason = bool(papers)
    if form.is_valid() and _keep(form, lambda typed: change_visit(visit, **typed, by=request.user)):
        messages.success(request, "Put right.")
        return _back(visit)
    return _page(request, form, visit, papers)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    visit = _visit_or_404(own_ast_or_404(request), pk)
    try:
        remove_visit(visit, reason=request.POST.get("reason", ""), by=request.user)
    except VisitRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("outreach:visit", pk)
    messages.success(request, "Removed.")
    return redirect("outreach:my_outreach")


def _visit_or_404(practitioner: Practitioner, pk: int) -> OutreachVisit:
    together = ("agreement__plan__host_school", "school", "practitioner")
    return get_object_or_404(
        OutreachVisit.objects.of(practitioner).select_related(*together), pk=pk
    )


def _keep(form: VisitForm, act) -> OutreachVisit | None:
    try:
        return act(form.cleaned_data)
    except VisitRefused as refusal:
        form.asks_reason = form.asks_reason or isinstance(refusal, GivesNoReason)
        form.add_error(_FIELD.get(type(refusal)), str(refusal))
        return None


def _back(visit: OutreachVisit) -> HttpResponse:
    if visit.agreement_id:
        return redirect("outreach:plan", visit.agreement.plan_id)
    return redirect("outreach:my_outreach")


def _page(
    request: HttpRequest,
    form: VisitForm,
    visit: OutreachVisit | None = None,
    papers: Papers | None = None,
) -> HttpResponse:
    return render(
        request,
        "outreach/visit.html",
        {"form": form, "visit": visit, "papers": papers},
        status=422 if form.errors else 200,
    )
