"""Who has access to a school: for its leads, and for the office on any school."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import User
from directory.enums import SCHOOL_ROLE_WORDS, SCHOOL_ROLES, ClaimState, Role
from directory.forms.people import AgreeClaimForm, DeclineClaimForm, SchoolRolesForm
from directory.forms.schools import ROLE_HINTS
from directory.models import Invitation, RoleAssignment, School, SchoolClaim
from directory.permissions import acting_for, is_office, school_or_404
from directory.services.claims import ClaimSettled, OwnClaim, agree_claim, decline_claim
from directory.services.colleagues import find_on_list
from directory.services.roles import LastLead, end_school_roles, set_school_roles

ONLY_LEAD = "Make someone else a lead first, or ask the office: a school is not left without one."


@dataclass
class PersonHere:
    """A line of the page: a person and the roles they have at the school."""

    user: User
    since: date
    roles: list[str] = field(default_factory=list)


@login_required
def people(request: HttpRequest, urn: str) -> HttpResponse:
    """People with access, and claims that wait."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    waiting = school.claims.filter(state=ClaimState.PENDING).select_related("user")
    return render(
        request,
        "directory/people.html",
        {
            "school": school,
            "people": _people_of(school),
            "waiting": waiting,
            "invited": Invitation.objects.visible_to(request.user).for_school(school).open(),
        },
    )


def _people_of(school: School) -> list[PersonHere]:
    """One line a person, leads first; one query whatever their number."""
    lines: dict[int, PersonHere] = {}
    order = [role.value for role in (Role.SCHOOL_LEAD, *SCHOOL_ROLES)]
    roles = school.roles.live().select_related("user")
    by_name = roles.order_by("user__last_name", "user__first_name", "user_id")
    for each in sorted(by_name, key=lambda each: order.index(each.role)):
        line = lines.setdefault(each.user_id, PersonHere(each.user, each.starts_on))
        line.roles.append(each.get_role_display())
        line.since = min(line.since, each.starts_on)
    return list(lines.values())


@login_required
def person(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """One person's roles at the school: change them, or end the access."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    user = _person_here(request, school, pk)
    held = list(user.roles.live().for_school(school).values_list("role", flat=True))
    form = SchoolRolesForm(request.POST or None, initial={"roles": held})
    if form.is_valid():
        try:
            set_school_roles(user, school, form.cleaned_data["roles"], **_doing(request, school))
        except LastLead:
            form.add_error("roles", f"{user} is the only lead of {school}. {ONLY_LEAD}")
        else:
            messages.success(request, f"The roles of {user} are changed.")
            return _back_to_people(request, school)
    return render(
        request,
        "directory/person.html",
        {"school": school, "person": user, "form": form, "role_hints": ROLE_HINTS},
    )


@login_required
@require_POST
def end_access(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """The person's access to the school ends now; they stay on the staff list."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    user = _person_here(request, school, pk)
    try:
        end_school_roles(user, school, **_doing(request, school))
    except LastLead:
        messages.error(request, f"{user} is the only lead of {school}. {ONLY_LEAD}")
        return redirect("directory:person", school.urn, user.pk)
    messages.success(request, f"{user} no longer has access to {school}.")
    return _back_to_people(request, school)


@login_required
def claim_decision(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """A claim: agree it, in the role asked for or another, or decline it and say why."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    claim = get_object_or_404(
        SchoolClaim.objects.visible_to(request.user)
        .for_school(school)
        .select_related("user", "decided_by"),
        pk=pk,
    )
    declining = "decline" in request.POST
    agree = AgreeClaimForm(
        request.POST if request.POST and not declining else None, initial={"role": claim.role}
    )
    decline = DeclineClaimForm(request.POST if declining else None)
    form = decline if declining else agree
    if form.is_valid() and _decided(request, claim, form):
        return redirect("directory:people", school.urn)
    waits = claim.state == ClaimState.PENDING
    return render(
        request,
        "directory/claim_decision.html",
        {
            "school": school,
            "claim": claim,
            "role": SCHOOL_ROLE_WORDS[claim.role],
            "waits": waits,
            "own": claim.user_id == request.user.pk,
            "listed": find_on_list(school, claim.user) if waits else None,
            "agree": agree,
            "decline": decline,
            "form": form,
            "role_hints": ROLE_HINTS,
        },
    )


def _decided(request: HttpRequest, claim: SchoolClaim, form) -> bool:
    acting = {"by": request.user, "on_behalf_of": acting_for(request.user, claim.school)}
    try:
        if isinstance(form, DeclineClaimForm):
            decline_claim(claim, reason=form.cleaned_data["reason"], **acting)
            messages.success(request, f"Declined. {claim.user} is told by email.")
        else:
            agree_claim(claim, role=form.cleaned_data["role"], **acting)
            messages.success(request, f"{claim.user} now has access to {claim.school}.")
    except ClaimSettled:
        messages.error(request, "Somebody else has answered this claim already.")
    except OwnClaim:
        form.add_error(
            None, "Somebody else has to agree your own claim: another lead, or the office."
        )
        return False
    return True


def _person_here(request: HttpRequest, school: School, pk: int) -> User:
    here = RoleAssignment.objects.visible_to(request.user).for_school(school).live()
    return get_object_or_404(User, pk__in=here.values("user"), pk=pk)


def _doing(request: HttpRequest, school: School) -> dict:
    """Who does it, for whom, and whether the school may be left without a lead: by the office."""
    return {
        "by": request.user,
        "on_behalf_of": acting_for(request.user, school),
        "may_leave_no_lead": is_office(request.user),
    }


def _back_to_people(request: HttpRequest, school: School) -> HttpResponse:
    """The people's page, unless the person has just ended their own right to see it."""
    own = request.user.roles.live().for_school(school).filter(role=Role.SCHOOL_LEAD).exists()
    if own or is_office(request.user):
        return redirect("directory:people", school.urn)
    return redirect("directory:my_schools")
