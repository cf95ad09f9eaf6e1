"""The planning board of a year."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from core.academic_year import AcademicYear, NotAnAcademicYear
from psg_catalogue.models import ProgrammeRules
from psg_catalogue.permissions import may_plan, may_see_planning
from psg_catalogue.queries.board import OUTSIDE, Board, board_of

LONGEST_CODE = 50


@login_required
@require_safe
def planning(request: HttpRequest, year: str = "") -> HttpResponse:
    """The year's sessions with what needs a decision; today's year unless one is named."""
    if not may_see_planning(request.user):
        raise PermissionDenied
    try:
        shown = AcademicYear.parse(year) if year else AcademicYear.current()
    except NotAnAcademicYear:
        raise Http404 from None
    cell = (_asked(request, "subject"), _asked(request, "stage"))
    board = board_of(shown, _asked(request, "term"), cell)
    url = reverse("psg_catalogue:planning_year", args=[shown])
    page = {
        "board": board,
        "page_title": f"The year {shown.long}",
        "rules": ProgrammeRules.current(),
        "url": url,
        "tabs": _tabs(board, url),
        "decides": may_plan(request.user),
        "opens_office": request.user.has_perm("psg_catalogue.view_studygroupsession"),
        "may_change": request.user.has_perm("psg_catalogue.change_studygroupsession"),
    }
    return render(request, "psg_catalogue/planning.html", page)


def _asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")[:LONGEST_CODE]


def _tabs(board: Board, url: str) -> list[tuple[str, str, bool]]:
    """The ways to each term, and to what lies outside of them."""
    tabs = [
        (term.name, f"{url}?{urlencode({'term': term.code})}#calendar", term == board.term)
        for term in board.terms
    ]
    if board.outside and board.terms:
        outside = f"{url}?{urlencode({'term': OUTSIDE})}#calendar"
        tabs.append((f"Outside terms ({len(board.outside)})", outside, board.term is None))
    return tabs
