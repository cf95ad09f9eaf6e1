"""What is kept about a person, for the person alone."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.privacy import person_of
from core.services.erasure import what_there_is
from core.services.subject_access import copy_for


@login_required
def what_we_keep(request: HttpRequest) -> HttpResponse:
    """Which tables know the person, how many rows each, and what an erasure would take; by POST a
    copy of it all."""
    person = person_of(request.user)
    if request.method == "POST":
        return zip_file(copy_for(person, by=request.user))
    return render(request, "directory/what_we_keep.html", {"lines": what_there_is(person)})


def zip_file(made: bytes) -> HttpResponse:
    """A download whose name says when it was made and of nobody whom."""
    response = HttpResponse(made, content_type="application/zip")
    name = f"personal-data-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
