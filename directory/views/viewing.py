"""View as this school: beginning and ending (directory.viewing)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from directory.models import School
from directory.viewing import begin_viewing, end_viewing, may_view_as_school


@login_required
@require_POST
def view_as(request: HttpRequest, urn: str) -> HttpResponse:
    """The office alone; anyone else learns nothing, a lead of that very school included."""
    if not may_view_as_school(request.user):
        raise Http404
    begin_viewing(request, get_object_or_404(School, urn=urn))
    return redirect("directory:school", urn)


@login_required
@require_POST
def stop_viewing(request: HttpRequest) -> HttpResponse:
    """Back to the same school's page, as oneself."""
    school = end_viewing(request)
    if school is None:
        return redirect("directory:my_schools")
    messages.success(request, f"You see the site as yourself again, no longer as {school}.")
    return redirect("directory:school", school.urn)
