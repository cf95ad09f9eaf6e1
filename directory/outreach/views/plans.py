"""Outreach plans: the list of those a person may read, each one, writing it, its paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.moves import MoveNotAllowed
from core.pdf import pdf_is_available, pdf_response
from directory.outreach.forms.plans import (
    CancelForm,
    CloseForm,
    PlanForm,
    SendPlanBackForm,
    colleagues_of,
    objectives_of,
    written,
)
from directory.outreach.models import OutreachPlan, OutreachRequest, PlanParty
from directory.outreach.plan_permissions import (
    actors_of,
    evaluation_url,
    may_read_evaluation,
    may_write_plan,
    plans_read_by,
    waiting_party,
)
from directory.outreach.queries.plan_days import with_days
from directory.outreach.queries.plan_page import shown_plan
from directory.outreach.request_permissions import actors_of as request_actors_of
from directory.outreach.services.plans import (
    ChangedMeanwhile,
    NotADraft,
    PlanRefused,
    begin_plan,
    edition_of,
    what_lacks,
    write_plan,
)
from directory.outreach.services.visits import OVER
from directory.outreach.states.plan import PlanState
from directory.outreach.states.request import request_moves
from directory.outreach.views.plan_acts import ACTS, offered

PLANS_A_PAGE = 30


def plan_or_404(request: HttpRequest, pk: int) -> OutreachPlan:
    """The plan, for one of those who may read it; for everyone else it is not there."""
    together = ("practitioner", "base_school", "host_school", "request")
    return get_object_or_404(plans_read_by(request.user).select_related(*together), pk=pk)


@login_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Those the person may read, by state; without the supported colleagues."""
    state = request.GET.get("state", "")
    found = plans_read_by(request.user).select_related("practitioner", "host_school")
    if state in PlanState.values:
        found = found.filter(state=state)
    views = [("All", "?", not state)]
    views += [(each.label, f"?state={each.value}", state == each.value) for each in PlanState]
    page = Paginator(found, PLANS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = with_days(page.object_list)
    return render(request, "outreach/plans.html", {"plans": page, "views": views})


@login_required
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """From an accepted request to the draft of its plan."""
    together = ("school", "practitioner__base_school", "subject")
    asked = get_object_or_404(OutreachRequest.objects.select_related(*together), pk=pk)
    actors = request_actors_of(request.user, asked)
    if not actors & request_moves["plan"].actors:
        raise Http404
    try:
        plan = begin_plan(asked, by=request.user)
    except MoveNotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("outreach:my_outreach")
    if not may_write_plan(request.user, plan):
        messages.success(request, "The plan is begun; the AST writes it.")
        return redirect("outreach:school_support", asked.practitioner.base_school.urn)
    return redirect("outreach:write_plan", plan.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan with what this person may do to it."""
    found = plan_or_404(request, pk)
    party, actors = waiting_party(request.user, found), actors_of(request.user, found)
    forms = {"cancel": CancelForm(prefix="cancel"), "close": CloseForm(prefix="close"),
             "send_back": SendPlanBackForm(prefix="send_back")}  # fmt: skip
    if request.method == "POST":
        if answer := _act(request, found, party, actors, forms):
            return answer
        found = plan_or_404(request, pk)
    return render(
        request,
        "outreach/plan.html",
        {
            "plan": found,
            "shown": shown_plan(found, with_colleagues=True),
            "party": party,
            "may": offered(found, party, actors),
            "may_write": may_write_plan(request.user, found) and found.state == PlanState.DRAFT,
            "lacks": what_lacks(found) if found.state == PlanState.DRAFT else [],
            "forms": forms,
            "problems": [form for form in forms.values() if form.is_bound],
            "is_ast": "ast" in actors,
            "may_correct": found.may_be_visited or found.state in OVER,
            "record_url": f"{reverse('outreach:new_visit')}?plan={found.pk}",
            "reads_evaluation": found.completed_on and may_read_evaluation(request.user, found),
            "evaluate_url": evaluation_url(request.user, found),
            "pdf": pdf_is_available(),
        },
        status=422 if any(form.errors for form in forms.values()) else 200,
    )


def _act(
    request: HttpRequest,
    found: OutreachPlan,
    party: PlanParty | None,
    actors: set[str],
    forms: dict,
) -> HttpResponse | None:
    """What was pressed is done, and said; None when a form has to be filled in first. What is not
    theirs to press is not there."""
    pressed = request.POST.get("act", "")
    if pressed not in offered(found, party, actors):
        messages.warning(request, "That can no longer be done: the plan has moved on.")
        return redirect("outreach:plan", found.pk)
    act, typed = ACTS[pressed], {}
    if act.form:
        forms[act.form] = type(forms[act.form])(request.POST, prefix=act.form)
        if not forms[act.form].is_valid():
            return None
        typed = forms[act.form].cleaned_data
    try:
        act.do(party if act.is_partys else found, typed, request.user)
    except (PlanRefused, MoveNotAllowed) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, act.said)
    return redirect("outreach:plan", found.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft's words, objectives and supported colleagues, on one form."""
    found = plan_or_404(request, pk)
    if not may_write_plan(request.user, found):
        raise Http404
    if found.state != PlanState.DRAFT:
        messages.warning(request, str(NotADraft()))
        return redirect("outreach:plan", found.pk)
    data, edition = request.POST or None, edition_of(found)
    form, objectives = PlanForm(data, instance=found), objectives_of(found, data)
    colleagues = colleagues_of(found, data)
    if all([form.is_valid(), objectives.is_valid(), colleagues.is_valid()]):
        try:
            write_plan(
                found,
                by=request.user,
                objectives=written(objectives),
                colleagues=[
                    (each.cleaned_data["name"], each.cleaned_data["job"])
                    for each in colleagues
                    if each.cleaned_data.get("name")
                ],
                edition=request.POST.get("edition", ""),
                **form.cleaned_data,
            )
        except ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("outreach:plan", found.pk)
        else:
            messages.success(request, "Saved.")
            return redirect("outreach:plan", found.pk)
    return render(
        request,
        "outreach/write_plan.html",
        {
            "form": form,
            "objectives": objectives,
            "colleagues": colleagues,
            "plan": found,
            "edition": edition,
        },
        status=422 if data else 200,
    )


@login_required
@require_safe
def plan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """On paper the supported colleague is left out: paper is passed on (P14)."""
    found = plan_or_404(request, pk)
    if not pdf_is_available():
        raise Http404
    paper = {"shown": shown_plan(found), "plan": found, "printed_on": timezone.localdate()}
    return pdf_response("outreach/pdf/plan.html", paper, f"outreach-plan-{found.pk}")
