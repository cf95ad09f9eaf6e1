"""The staff list of a school: for its leads, and for the office on any school."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.forms import SiteForm
from core.services.deliveries import mark_trouble
from directory.enums import Role
from directory.forms.staff import ColleagueForm
from directory.models import Colleague, School
from directory.permissions import acting_for, is_office, school_or_404
from directory.services.colleagues import (
    ColleagueListed,
    add_colleague,
    change_colleague,
    colleague_leaves,
    colleague_returns,
)
from directory.services.roles import LastLead
from directory.views.people import ONLY_LEAD


@login_required
def staff(request: HttpRequest, urn: str) -> HttpResponse:
    """Everyone who may be booked, and those who have left."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    listed = list(school.colleagues.all())
    here = [each for each in listed if each.left_on is None]
    mark_trouble(here)
    return render(
        request,
        "directory/staff.html",
        {
            "school": school,
            "colleagues": here,
            "unreached": sum(bool(each.mail_trouble) for each in here),
            "left": [each for each in listed if each.left_on is not None],
        },
    )


@login_required
def add(request: HttpRequest, urn: str) -> HttpResponse:
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    form = ColleagueForm(request.POST or None)
    if form.is_valid():
        try:
            added = add_colleague(school, **form.cleaned_data, **_doing(request, school))
        except ColleagueListed as listed:
            form.add_error(listed.field, listed.words)
        else:
            messages.success(request, f"{added} is on the staff list.")
            return redirect("directory:staff", school.urn)
    return render(request, "directory/colleague.html", {"school": school, "form": form})


@login_required
def change(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    school, colleague = _colleague_or_404(request, urn, pk)
    typed = {name: getattr(colleague, name) for name in ("name", "job_title", "email")}
    form = ColleagueForm(request.POST or None, initial=typed)
    if form.is_valid():
        try:
            change_colleague(colleague, **form.cleaned_data, **_doing(request, school))
        except ColleagueListed as listed:
            form.add_error(listed.field, listed.words)
        else:
            messages.success(request, f"What we say of {form.cleaned_data['name']} is changed.")
            return redirect("directory:staff", school.urn)
    return render(
        request,
        "directory/colleague.html",
        {"school": school, "form": form, "colleague": colleague},
    )


@login_required
def leaves(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """Asks once, and takes the person off the list."""
    school, colleague = _colleague_or_404(request, urn, pk)
    form = SiteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            colleague_leaves(
                colleague,
                may_leave_no_lead=is_office(request.user),
                **_doing(request, school),
            )
        except LastLead:
            form.add_error(None, f"{colleague} is the only lead of {school}. {ONLY_LEAD}")
        else:
            messages.success(request, f"{colleague} is off the staff list. Bookings stay.")
            return redirect("directory:staff", school.urn)
    return render(
        request,
        "directory/colleague_leaves.html",
        {"school": school, "form": form, "colleague": colleague},
    )


@login_required
def returns(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """Puts someone back on the list who was taken off it."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    colleague = get_object_or_404(_listed(request, school), pk=pk)
    if request.method == "POST":
        try:
            colleague_returns(colleague, **_doing(request, school))
        except ColleagueListed as listed:
            messages.error(request, listed.words)
        else:
            messages.success(request, f"{colleague} is on the staff list again.")
    return redirect("directory:staff", school.urn)


def _colleague_or_404(request: HttpRequest, urn: str, pk: int) -> tuple[School, Colleague]:
    """Someone on this school's list today, never another school's (SAFETY 33, 37)."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    return school, get_object_or_404(_listed(request, school), pk=pk, left_on=None)


def _listed(request: HttpRequest, school: School) -> QuerySet[Colleague]:
    return Colleague.objects.visible_to(request.user).for_school(school)


def _doing(request: HttpRequest, school: School) -> dict:
    return {"by": request.user, "on_behalf_of": acting_for(request.user, school)}
