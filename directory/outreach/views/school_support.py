"""A school's side of support: what it asks for, and what is asked of it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from directory.enums import Role
from directory.models import School
from directory.outreach.forms.requests import LinkForm
from directory.outreach.models import OutreachRequest
from directory.outreach.models.request import Route
from directory.outreach.queries.plan_days import days_of_request
from directory.outreach.request_permissions import offered_to, requests_of
from directory.outreach.request_steps import steps_for
from directory.outreach.services.requests import RequestRefused, ask_for_support
from directory.outreach.states.request import RequestState
from directory.outreach.views.asking import stands
from directory.outreach.views.steps import take_step
from directory.permissions import has_school_role


def _led_school_or_404(request: HttpRequest, urn: str) -> School:
    """The school, for its leads alone: the office does not act for schools here (DOMAIN 2.6)."""
    school = School.objects.filter(urn=urn).first()
    if school is None or not has_school_role(request.user, school, Role.SCHOOL_LEAD):
        raise Http404
    return school


@login_required
def school_support(request: HttpRequest, urn: str) -> HttpResponse:
    school = _led_school_or_404(request, urn)
    together = ("school", "practitioner", "subject", "base_school")
    asked = OutreachRequest.objects.of_school(school).select_related(*together)
    offered = offered_to(school).select_related(*together).order_by("-state_since")
    return render(
        request,
        "outreach/school_support.html",
        {
            "school": school,
            "asked": [(each, stands(each)) for each in asked.order_by("-submitted_at")],
            "offered": list(offered),
            "has_asts": school.practitioners.current().exists(),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def school_request(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """One request of the school's own, or one it is asked to answer. Neither the band nor the
    adviser's comment stands here."""
    school = _led_school_or_404(request, urn)
    together = ("school", "subject", "key_stage", "practitioner__base_school", "base_school")
    found = get_object_or_404(requests_of(school).select_related(*together), pk=pk)
    actors, typed = _actors_of(school, found), {}
    if request.method == "POST":
        done, typed = take_step(request, found, actors)
        if done:
            return _after(found, school)
    return render(
        request,
        "outreach/school_request.html",
        {
            "school": school,
            "support": found,
            "asks": found.school == school,
            "stands": stands(found),
            "days": days_of_request(found),
            "steps": steps_for(found, actors, typed),
            "forms": list(typed.values()),
        },
        status=422 if typed else 200,
    )


def _after(found: OutreachRequest, school: School) -> HttpResponse:
    """Back to the request, while the school still sees it."""
    if requests_of(school).filter(pk=found.pk).exists():
        return redirect("outreach:school_request", school.urn, found.pk)
    return redirect("outreach:school_support", school.urn)


def _actors_of(school: School, found: OutreachRequest) -> set[str]:
    """What this school is to the request."""
    actors = {"requester"} if school in (found.school, found.base_school) else set()
    if found.state == RequestState.OFFERED and found.practitioner.base_school == school:
        actors.add("base_lead")
    return actors


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link_schools(request: HttpRequest, urn: str) -> HttpResponse:
    """Route 3: support by the school's own AST for a feeder or a partner school (CA L35)."""
    school = _led_school_or_404(request, urn)
    form = LinkForm(request.POST or None, base_school=school)
    if form.is_valid():
        try:
            ask_for_support(
                **form.details,
                route=Route.LINK,
                base_school=school,
                requester_name=request.user.get_full_name(),
                requester_email=request.user.email,
                by=request.user,
            )
        except RequestRefused as refusal:
            form.add_error("preferred", str(refusal))
        else:
            return redirect("outreach:school_support", school.urn)
    return render(
        request,
        "outreach/link_schools.html",
        {"form": form, "school": school},
        status=422 if form.errors else 200,
    )
