"""Where the back office sends those whom it does not let in."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from directory.landing import landing_url


def back_office_door(request: HttpRequest) -> HttpResponse:
    """A stranger is asked to sign in, and comes back to where they wanted to go (SAFETY 1.5).
    Someone signed in with no place in the back office goes to their own first page, where a message
    says why: asked to sign in, they would be sent to and fro for ever."""
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(landing_url(request.user))
    wanted = urlencode(request.GET, doseq=True)
    return redirect(reverse("account_login") + (f"?{wanted}" if wanted else ""))
