"""The head's page and the adviser's page, each with only their own. The AST's is "Your outreach",
where directory.outreach.templatetags.term_papers adds the papers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from directory.enums import Role
from directory.models import School
from directory.outreach.permissions import is_adviser
from directory.outreach.queries.adviser_page import page_of
from directory.outreach.queries.school_outreach import outreach_of
from directory.permissions import has_school_role


@login_required
@require_safe
def school_outreach(request: HttpRequest, urn: str) -> HttpResponse:
    """For a lead of the school alone: the training school's office has no part in outreach (DOMAIN
    2.6)."""
    school = get_object_or_404(School, urn=urn)
    if not has_school_role(request.user, school, Role.SCHOOL_LEAD):
        raise Http404
    return render(
        request,
        "outreach/school_outreach.html",
        {"school": school, "outreach": outreach_of(school)},
    )


@login_required
@require_safe
def adviser(request: HttpRequest) -> HttpResponse:
    if not is_adviser(request.user):
        raise Http404
    return render(request, "outreach/adviser.html", {"own": page_of(request.user)})
