""" "Which school do you work at?": search, choose, wait; and the search itself for scripts."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from core.models import User
from core.templatetags.wording import day_month
from directory.enums import ClaimState
from directory.forms.schools import ROLE_HINTS, ClaimForm, SchoolSearchForm
from directory.models import School, SchoolClaim
from directory.school_search import SHORTEST, SchoolsFound, find_schools, where_it_is
from directory.services.claims import (
    CLAIMS_AT_A_TIME,
    BelongsAlready,
    ClaimSettled,
    SchoolClosed,
    TooManyClaims,
    leads_of,
    make_claim,
    withdraw_claim,
)


@dataclass(frozen=True)
class WaitingClaim:
    """A person's own claim as their pages show it: since when it waits, and for whose answer."""

    claim: SchoolClaim
    since: str
    deciders: list[str]


def waiting_claims(user: User) -> list[WaitingClaim]:
    """The person's claims that wait; services let them be few."""
    waiting = user.claims.filter(state=ClaimState.PENDING).select_related("school")
    return [
        WaitingClaim(
            claim=each,
            since=f"Asked to join on {day_month(each.made_at)}",
            deciders=[str(lead) for lead in leads_of(each.school)],
        )
        for each in waiting
    ]


@login_required
def claim(request: HttpRequest) -> HttpResponse:
    """Search by GET; the choice by POST, with the search kept."""
    asked = request.POST if request.method == "POST" else request.GET
    search = SchoolSearchForm(asked if "q" in asked else None)
    words = search.cleaned_data["q"].strip() if search.is_valid() else ""
    found = find_schools(words)
    schools = School.objects.filter(pk__in=[school.pk for school in found.schools])
    form = ClaimForm(request.POST if request.method == "POST" else None, schools=schools)
    if form.is_valid() and _claimed(request, form):
        return redirect("directory:my_schools")
    return render(request, "directory/claim.html", _page(request, search, words, found, form))


def _claimed(request: HttpRequest, form: ClaimForm) -> bool:
    """True when the claim waits; otherwise the form says why not."""
    school = form.cleaned_data["school"]
    try:
        made = make_claim(
            request.user,
            school,
            role=form.cleaned_data["role"],
            job_title=form.cleaned_data["job_title"],
        )
    except SchoolClosed:
        form.add_error("school", f"{school} is closed. Choose the school that took its place.")
    except BelongsAlready:
        form.add_error(
            "role", f"You have that already at {school}. Choose another, or go to its page."
        )
    except TooManyClaims:
        form.add_error(
            None,
            f"{CLAIMS_AT_A_TIME} claims of yours are waiting. Withdraw one, or wait for an answer.",
        )
    else:
        said = f"We have asked for your access to {made.school}. You get an email with the answer."
        messages.success(request, said)
        return True
    return False


def _page(
    request: HttpRequest,
    search: SchoolSearchForm,
    words: str,
    found: SchoolsFound,
    form: ClaimForm,
) -> dict:
    return {
        "search": search,
        "words": words,
        "too_short": bool(search.is_bound and search.is_valid() and len(words) < SHORTEST),
        "found": found,
        "form": form,
        "school_hints": {school.urn: where_it_is(school) for school in found.schools},
        "role_hints": ROLE_HINTS,
        "waiting": waiting_claims(request.user),
    }


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's own claim is given up."""
    own = get_object_or_404(request.user.claims.select_related("school"), pk=pk)
    try:
        withdraw_claim(own)
    except ClaimSettled:
        messages.error(request, f"Your claim to {own.school} has been answered already.")
    else:
        messages.success(request, f"You no longer ask for access to {own.school}.")
    return redirect("directory:my_schools")


@require_GET
def school_search(request: HttpRequest) -> JsonResponse:
    """Schools for a script that helps a person choose. They are public, as the register is."""
    words = request.GET.get("q", "")[:100].replace("\x00", "")
    found = find_schools(words)
    schools = [
        {"urn": school.urn, "name": school.name, "where": where_it_is(school)}
        for school in found.schools
    ]
    return JsonResponse({"schools": schools, "more": found.more})
