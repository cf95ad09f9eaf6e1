"""Two of one name on a staff list: one person or two? A lead or the office says so."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.forms import SiteForm
from directory.enums import Role
from directory.models import Colleague, School
from directory.permissions import acting_for, school_or_404
from psg_catalogue.queries.same_people import Pair, pairs_at
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.same_people import join_people, tell_people_apart


@login_required
def same_people(request: HttpRequest, urn: str) -> HttpResponse:
    """The pairs of one name, each with what tells them apart."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    page = {"school": school, "pairs": pairs_at(school)}
    return render(request, "psg_catalogue/same_people.html", page)


@login_required
def same_person(request: HttpRequest, urn: str, one: int, other: int) -> HttpResponse:
    """Which row stays, or that they are two people."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    first, second = _pair_or_404(school, one, other)
    form = SiteForm(request.POST if request.method == "POST" else None)
    doing = {"by": request.user, "on_behalf_of": acting_for(request.user, school)}
    if form.is_bound and form.is_valid():
        said = _settled(request.POST.get("answer", ""), first, second, form, doing)
        if said:
            messages.success(request, said)
            return redirect("psg_catalogue:same_people", school.urn)
    page = {"school": school, "pair": (first, second), "form": form}
    return render(request, "psg_catalogue/same_person.html", page)


def _pair_or_404(school: School, one: int, other: int) -> Pair:
    for pair in pairs_at(school):
        if {person.pk for person in pair} == {one, other}:
            return pair
    raise Http404


def _settled(
    answer: str, first: Colleague, second: Colleague, form: SiteForm, doing: dict
) -> str | None:
    """What is said when it is done, or None with the reason on the form."""
    if answer == "two":
        tell_people_apart(first, second, **doing)
        return f"They are two people of the name {first.name}."
    kept = {str(first.pk): (first, second), str(second.pk): (second, first)}.get(answer)
    if kept is None:
        form.add_error(None, "Choose which of the two stays, or that they are two people.")
        return None
    try:
        join_people(*kept, **doing)
    except BookingRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    return f"{first.name} stands on the list once, with everything both had."
