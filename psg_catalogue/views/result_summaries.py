"""What people told us over the sessions of a study group and over a year: figures with their
trends, and the same as files."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.academic_year import AcademicYear
from core.spreadsheets import csv_response, xlsx_response
from core.years import year_or_404
from psg_catalogue.enums import SessionState
from psg_catalogue.models import FEWEST, StudyGroupPage, StudyGroupSession
from psg_catalogue.permissions import may_read_comments, may_see_all_results, may_see_results
from psg_catalogue.queries.evaluation_cells import cells_of
from psg_catalogue.queries.results import results_of, sessions_of_years, with_results
from psg_catalogue.queries.trends import session_moments, trends_over, year_moments
from psg_catalogue.reports.evaluation_rows import HEADINGS, rows_of_results
from psg_catalogue.views.results import headlines_of, review_url

YEARS_BACK = 4
FILES = {"csv": csv_response, "xlsx": xlsx_response}


@login_required
def study_group_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """A study group's results over its sessions, and how they changed."""
    study_group = _study_group(request, pk)
    held = list(study_group.sessions.held().select_related("page").order_by("starts_at"))
    shown = list(with_results(study_group.sessions.select_related("page")))
    cells = cells_of(shown)
    words = may_read_comments(request.user, study_group)
    found = results_of(shown, words=words, cells=cells)
    page = {
        "study_group": study_group,
        "results": found,
        "headlines": [(str(len(held)), "sessions held"), *headlines_of(found)],
        "sessions": held,
        "fewest": FEWEST,
        "review_url": review_url(request.user),
        "years_url": _years_url(request.user),
        "trends": [
            ("From session to session", "Session", trends_over(cells, session_moments(shown))),
            ("From year to year", "Year", trends_over(cells, year_moments(shown))),
        ],
        "files": _files("psg_catalogue:study_group_results_file", pk),
    }
    return render(request, "psg_catalogue/study_group_results.html", page)


@login_required
def latest_year(request: HttpRequest) -> HttpResponse:
    """Leads to the current year."""
    return redirect("psg_catalogue:year_results", str(AcademicYear.current()))


@login_required
def year_summary(request: HttpRequest, year: str) -> HttpResponse:
    """A year of the whole programme beside the years before it. Figures alone: what people wrote
    stays with their sessions."""
    academic_year = _year(request, year)
    first = AcademicYear(academic_year.start - YEARS_BACK)
    sessions = sessions_of_years(first, academic_year)
    of_year = [each for each in sessions if each.starts_at >= academic_year.starts_at]
    cells = cells_of(sessions)
    found = results_of(of_year, words=False, cells=cells_of(of_year))
    page = {
        "year": academic_year,
        "years": _year_links(academic_year),
        "results": found,
        "headlines": [(str(len(of_year)), "sessions with results"), *headlines_of(found)],
        "groups": _groups(of_year),
        "fewest": FEWEST,
        "trends": [("From year to year", "Year", trends_over(cells, year_moments(sessions)))],
        "files": _files("psg_catalogue:year_results_file", academic_year),
    }
    return render(request, "psg_catalogue/year_results.html", page)


@login_required
def session_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One session's results to take away; comments only for those who may read them."""
    sessions = StudyGroupSession.objects.select_related("page", "study_group")
    session = get_object_or_404(sessions, pk=pk, state=SessionState.HELD)
    if not may_see_results(request.user, session.study_group):
        raise PermissionDenied
    shown = with_results(sessions.filter(pk=pk))
    words = may_read_comments(request.user, session.study_group)
    return _file(kind, f"evaluation-session-{pk}", shown, words=words)


@login_required
def study_group_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same of a study group's sessions."""
    study_group = _study_group(request, pk)
    shown = with_results(study_group.sessions.select_related("page", "study_group"))
    words = may_read_comments(request.user, study_group)
    return _file(kind, f"evaluation-study-group-{pk}", shown, words=words)


@login_required
def year_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The same of a year, without comments: they stay with their sessions."""
    academic_year = _year(request, year)
    shown = sessions_of_years(academic_year, academic_year)
    return _file(kind, f"evaluation-{academic_year}", shown, words=False)


def _years_url(user) -> str:
    """The way to a year of the whole programme; "" for a leader."""
    return reverse("psg_catalogue:latest_year_results") if may_see_all_results(user) else ""


def _file(
    kind: str, name: str, sessions: Iterable[StudyGroupSession], *, words: bool
) -> HttpResponse:
    if kind not in FILES:
        raise Http404
    return FILES[kind](name, HEADINGS, rows_of_results(list(sessions), words=words))


def _files(name: str, which: object) -> list[tuple[str, str]]:
    return [(kind.upper(), reverse(name, args=[which, kind])) for kind in FILES]


def _study_group(request: HttpRequest, pk: int) -> StudyGroupPage:
    study_group = get_object_or_404(StudyGroupPage, pk=pk)
    if not may_see_results(request.user, study_group):
        raise PermissionDenied
    return study_group


def _year(request: HttpRequest, words: str) -> AcademicYear:
    if not may_see_all_results(request.user):
        raise PermissionDenied
    return year_or_404(words)


def _year_links(shown: AcademicYear) -> list[tuple[str, str, bool]]:
    """The current year and those before it, and the one that is shown."""
    current = AcademicYear.current()
    years = {AcademicYear(current.start - back) for back in range(YEARS_BACK + 1)} | {shown}
    return [
        (str(each), reverse("psg_catalogue:year_results", args=[each]), each == shown)
        for each in sorted(years, reverse=True)
    ]


def _groups(sessions: Sequence[StudyGroupSession]) -> list[tuple[StudyGroupPage, int]]:
    """Study groups with results, by title, and how many of their sessions have some."""
    counted: dict[StudyGroupPage, int] = {}
    for session in sessions:
        counted[session.study_group] = counted.get(session.study_group, 0) + 1
    return sorted(counted.items(), key=lambda each: each[0].title)
