"""The policy library, for anyone; what is for the authority only opens for its own people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.outreach.models import Policy
from directory.outreach.permissions import is_authority


def _readable(request: HttpRequest):
    return Policy.objects.all() if is_authority(request.user) else Policy.objects.public()


def policies(request: HttpRequest) -> HttpResponse:
    """Those in force, and below them the versions before."""
    found = list(_readable(request).select_related("superseded_by"))
    return render(
        request,
        "outreach/policies.html",
        {
            "in_force": [each for each in found if each.is_in_force],
            "earlier": [each for each in found if not each.is_in_force],
        },
    )


def policy(request: HttpRequest, slug: str) -> HttpResponse:
    readable = _readable(request)
    found = get_object_or_404(readable.select_related("superseded_by"), slug=slug)
    follows = found.superseded_by
    return render(
        request,
        "outreach/policy.html",
        {
            "policy": found,
            # A public version may have been followed by one that is not for everyone.
            "follows": follows if follows and readable.filter(pk=follows.pk).exists() else None,
        },
    )
