"""Inviting colleagues to a school: for its leads, and for the office on any school."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from directory.enums import Role
from directory.forms.people import InviteColleagueForm
from directory.forms.schools import ROLE_HINTS
from directory.models import Invitation
from directory.permissions import acting_for, school_or_404
from directory.services.invitations import (
    WAITING_AT_A_TIME,
    TooManyInvitations,
    invite_person,
    withdraw_invitation,
)


@login_required
def invite(request: HttpRequest, urn: str) -> HttpResponse:
    """A letter goes to the address; the answer is the same whether or not there is an account with
    it (SAFETY 43)."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    form = InviteColleagueForm(request.POST or None, initial={"role": Role.SCHOOL_MEMBER})
    if form.is_valid():
        typed = form.cleaned_data
        doing = {"by": request.user, "on_behalf_of": acting_for(request.user, school)}
        try:
            invite_person(typed["email"], typed["role"], school=school, **doing)
        except TooManyInvitations:
            form.add_error(
                None,
                f"{WAITING_AT_A_TIME} people have not answered yet. Withdraw an invitation first.",
            )
        else:
            messages.success(request, f"An invitation is on its way to {typed['email']}.")
            return redirect("directory:people", school.urn)
    return render(
        request,
        "directory/invite.html",
        {"school": school, "form": form, "role_hints": ROLE_HINTS},
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """The link in the letter is dead."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    ours = Invitation.objects.visible_to(request.user).for_school(school)
    invitation = get_object_or_404(ours, pk=pk)
    withdraw_invitation(invitation, by=request.user, on_behalf_of=acting_for(request.user, school))
    messages.success(request, f"The invitation to {invitation.email} is withdrawn.")
    return redirect("directory:people", school.urn)
