"""An AST's own outreach on one page, and the same for the coordinator to look at."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from directory.enums import Role
from directory.models import Practitioner
from directory.outreach.begins import begins_at
from directory.outreach.plan_permissions import plans_naming, practitioner_of
from directory.outreach.queries.own_tasks import tasks_of
from directory.outreach.queries.own_work import own_work
from directory.outreach.queries.plan_days import with_days
from directory.permissions import has_role
from directory.scoping import roles_held

PLANS_SHOWN = 60


@login_required
@require_safe
def my_outreach(request: HttpRequest) -> HttpResponse:
    """What is theirs: an AST's work; for the leaders a plan names, their plans; and first what
    waits for them. The letters of outreach lead here, so it is a page for anyone who is signed in;
    somebody of the authority, of whom there is nothing here, begins elsewhere."""
    practitioner = practitioner_of(request.user)
    naming = plans_naming(request.user).select_related("practitioner", "host_school")
    others = with_days(naming[:PLANS_SHOWN])
    begins = begins_at({role for role, _ in roles_held(request.user)})
    if not (practitioner or others) and begins not in ("", "outreach:my_outreach"):
        return redirect(begins)
    work = own_work(practitioner) if practitioner else None
    return render(
        request,
        "outreach/my_outreach.html",
        {
            "work": work,
            "others": others,
            "tasks": tasks_of(request.user, work, others),
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
