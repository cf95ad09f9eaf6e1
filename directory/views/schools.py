"""My school: where a person belongs, and each school's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from directory.enums import SCHOOL_ROLE_WORDS, SCHOOL_ROLES
from directory.forms.schools import SchoolSearchForm
from directory.permissions import (
    is_office,
    may_run_school,
    roles_at,
    school_or_404,
    schools_of,
)
from directory.school_search import find_schools, where_it_is
from directory.viewing import may_view_as_school
from directory.views.claims import waiting_claims
from directory.waiting_matters import matters_at


@login_required
def my_schools(request: HttpRequest) -> HttpResponse:
    """One school: its page. Several: a choice. None: the claims that wait, or the claim page. The
    office may open any school."""
    user = request.user
    schools = list(schools_of(user).select_related("authority"))
    office = is_office(user)
    if len(schools) == 1 and not office:
        return redirect("directory:school", schools[0].urn)
    waiting = waiting_claims(user)
    if not (schools or waiting or office):
        return redirect("directory:claim")
    page = {"schools": [(school, where_it_is(school)) for school in schools], "waiting": waiting}
    if office:
        page |= _any_school(request)
    return render(request, "directory/my_schools.html", page)


def _any_school(request: HttpRequest) -> dict:
    """The office's search: it may do anything a school can, on the school's behalf."""
    search = SchoolSearchForm(request.GET if "q" in request.GET else None)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    found = find_schools(words)
    return {
        "search": search,
        "words": words,
        "found": found,
        "results": [(school, where_it_is(school)) for school in found.schools],
    }


@login_required
def school(request: HttpRequest, urn: str) -> HttpResponse:
    """The school's page: what waits for an answer, what is next, subscription, invoices, and the
    ways to the rest. Each part is a tag of the app that knows it and asks for itself who may see
    it."""
    here = school_or_404(request.user, urn)
    held = roles_at(request.user, here)
    may_manage = may_run_school(request.user, here)
    roles = [SCHOOL_ROLE_WORDS[role] for role in SCHOOL_ROLES if role.value in held]
    return render(
        request,
        "directory/school.html",
        {
            "school": here,
            "roles": roles,
            "on_behalf": not roles,
            "may_view_as": may_view_as_school(request.user),
            "may_manage": may_manage,
            "matters": matters_at(request.user, here),
        },
    )
