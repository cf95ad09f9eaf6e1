"""Becoming an AST: a public page to say so, and the coordinator's list of candidates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from directory.enums import Role
from directory.outreach.candidate_steps import STEPS, CandidateScene
from directory.outreach.enums import ENDED_CANDIDATES
from directory.outreach.forms.candidates import InterestForm, NewCandidateForm
from directory.outreach.models import Candidate, CandidateSupport, OutreachSettings
from directory.outreach.moves import COORDINATORS
from directory.outreach.refusals import Refused
from directory.outreach.services.candidates import express_interest
from directory.outreach.steps import open_steps
from directory.outreach.views.taking_steps import take_step
from directory.permissions import has_role

PER_PAGE = 50
# Whoever is let in acts as the coordinator.
_ACTORS = frozenset({Role.AST_COORDINATOR.value})


def become_an_ast(request: HttpRequest) -> HttpResponse:
    """ "I would like to become an AST". While recruitment is closed the page says so and asks for
    nothing (CB ¶10)."""
    if OutreachSettings.load().recruitment_closed:
        return render(request, "outreach/recruitment_closed.html")
    form = InterestForm(request.POST or None)
    if form.is_valid():
        try:
            express_interest(**_typed(form))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("outreach:interest_noted")
    return render(request, "outreach/become_an_ast.html", {"form": form})


def interest_noted(request: HttpRequest) -> HttpResponse:
    return render(request, "outreach/interest_noted.html")


@login_required
def candidates(request: HttpRequest) -> HttpResponse:
    """Candidates by where they stand, and the tasks that are due."""
    _let_in(request)
    everyone = Candidate.objects.select_related("school").order_by("name", "pk")
    with_ended = request.GET.get("all") == "1"
    shown = everyone if with_ended else everyone.exclude(state__in=ENDED_CANDIDATES)
    tasks = CandidateSupport.objects.filter(done_on=None).select_related("candidate__school")
    return render(
        request,
        "outreach/candidates.html",
        {
            "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
            "tasks": list(tasks.order_by("due_on")),
            "with_ended": with_ended,
        },
    )


@login_required
def add_candidate(request: HttpRequest) -> HttpResponse:
    """The coordinator enters somebody, also while recruitment is closed (CA L77)."""
    _let_in(request)
    form = NewCandidateForm(request.POST or None)
    if form.is_valid():
        try:
            candidate = express_interest(**_typed(form), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{candidate} is on the list.")
            return redirect("outreach:candidate", candidate.pk)
    return render(request, "outreach/add_candidate.html", {"form": form})


@login_required
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    _let_in(request)
    here = _candidate(pk)
    steps = open_steps(STEPS, CandidateScene(here), _ACTORS)
    support = list(here.support.select_related("by"))
    return render(
        request,
        "outreach/candidate.html",
        {"candidate": here, "steps": steps, "support": support},
    )


@login_required
def candidate_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    _let_in(request)
    here = _candidate(pk)
    return take_step(
        request,
        STEPS,
        step,
        scene=CandidateScene(here),
        actors=_ACTORS,
        back_url=reverse("outreach:candidate", args=[here.pk]),
        about=here.name,
        kind="Candidate",
    )


def _candidate(pk: int) -> Candidate:
    return get_object_or_404(Candidate.objects.select_related("school", "practitioner"), pk=pk)


def _let_in(request: HttpRequest) -> None:
    """The coordinator and the head of professional development; for others it is not there."""
    if not has_role(request.user, *COORDINATORS):
        raise Http404


def _typed(form: InterestForm) -> dict:
    return {key: value for key, value in form.cleaned_data.items() if key != "which"}
