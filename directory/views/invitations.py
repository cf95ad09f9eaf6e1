"""Taking up an invitation. Whoever holds the link reads the invited address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from directory.emails import invitation_of
from directory.forms.invitations import AcceptForm, NewAccountForm
from directory.models import Invitation
from directory.services.invitations import InvitationDead, accept_invitation, account_of, find_open


@never_cache
@sensitive_post_parameters("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing, so a mail scanner may follow the link. A dead link says so, and is the
    same page whatever it died of."""
    invitation = find_open(invitation_of(token))
    if invitation is None:
        return _dead(request)
    account = account_of(invitation)
    form_class = AcceptForm if account else NewAccountForm
    form = form_class(request.POST if request.method == "POST" else None, email=invitation.email)
    if form.is_bound and form.is_valid():
        try:
            accept_invitation(invitation, **form.cleaned_data)
        except InvitationDead:
            return _dead(request)
        messages.success(request, _said(invitation, new=account is None))
        return redirect("account_login")
    return render(
        request,
        "directory/invitation.html",
        {"invitation": invitation, "account": account, "form": form},
    )


def _said(invitation: Invitation, *, new: bool) -> str:
    if new:
        return "Your account is ready. Sign in with the address we wrote to and your new password."
    return f"You have accepted: {invitation.get_role_display()}. Sign in as {invitation.email}."


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/invitation_dead.html", status=404)
