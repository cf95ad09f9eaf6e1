"""A leader's page: their sessions, the lists and results that go with them, the year's count."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from psg_catalogue.queries.my_sessions import MySessions
from psg_catalogue.queries.my_sessions import my_sessions as sessions_of
from psg_catalogue.queries.registers import leads_any


@login_required
@require_safe
def my_sessions(request: HttpRequest) -> HttpResponse:
    """For whoever leads a study group; the office has all of them under Registers."""
    if not leads_any(request.user):
        raise PermissionDenied
    found = sessions_of(request.user)
    page = {"mine": found, "headlines": _headlines(found)}
    return render(request, "psg_catalogue/my_sessions.html", page)


def _headlines(found: MySessions) -> list[tuple[str, str]]:
    offered = "study groups offered" if found.offered != 1 else "study group offered"
    expected = f", of {found.expected} expected" if found.expected else ""
    return [
        (str(found.offered), f"{offered}{expected}"),
        (str(len(found.held)), "sessions held"),
        (str(found.came), "attendances"),
    ]
