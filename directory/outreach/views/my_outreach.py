"""An AST's own outreach on one page, and the same for the coordinator to look at."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from directory.enums import Role
from directory.models import Practitioner
from directory.outreach.plan_permissions import plans_naming, practitioner_of
from directory.outreach.queries.own_work import own_work
from directory.outreach.queries.plan_days import with_days
from directory.outreach.request_permissions import is_triage
from directory.permissions import has_role

PLANS_SHOWN = 60


@login_required
@require_safe
def my_outreach(request: HttpRequest) -> HttpResponse:
    """What is theirs: an AST's work; for the leaders a plan names, their plans. The letters of
    outreach lead here, so it is a page for anyone who is signed in."""
    practitioner = practitioner_of(request.user)
    others = plans_naming(request.user).select_related("practitioner", "host_school")
    return render(
        request,
        "outreach/my_outreach.html",
        {
            "work": own_work(practitioner) if practitioner else None,
            "others": with_days(others[:PLANS_SHOWN]),
            "is_triage": is_triage(request.user),
            "own": True,
        },
    )


@login_required
@require_safe
def ast_outreach(request: HttpRequest, pk: int) -> HttpResponse:
    """One AST's days, plans, visits and calendars, for the coordinator."""
    if not has_role(request.user, Role.AST_COORDINATOR):
        raise Http404
    people = Practitioner.objects.select_related("base_school", "kind")
    work = own_work(get_object_or_404(people, pk=pk))
    return render(request, "outreach/my_outreach.html", {"work": work, "own": False})
