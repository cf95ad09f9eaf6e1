"""Where a person is signed in, for the person alone."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from directory.browsers import browser_in_words
from directory.services.sessions import end_sessions, live_sessions


@dataclass(frozen=True)
class SignedInAt:
    """A line of the page."""

    pk: int
    browser: str
    address: str
    since: datetime
    here: bool


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """The browsers; by POST all but this one are signed out."""
    here = request.session.session_key
    if request.method == "POST":
        end_sessions(request.user, but=here)
        messages.success(request, "You are signed out everywhere else.")
        return redirect("usersessions_list")
    lines = [
        SignedInAt(
            pk=each.pk,
            browser=browser_in_words(each.user_agent),
            address=each.ip,
            since=each.created_at,
            here=each.session_key == here,
        )
        for each in live_sessions(request.user)
    ]
    page = {"lines": lines, "elsewhere": any(not line.here for line in lines)}
    return render(request, "usersessions/usersession_list.html", page)


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the person's own sessions is over; this one as well, if it is that."""
    session = get_object_or_404(request.user.usersession_set, pk=pk)
    session.end()
    messages.success(request, f"Signed out: {browser_in_words(session.user_agent)}.")
    return redirect("usersessions_list")
