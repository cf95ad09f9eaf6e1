"""The reports beside the Forum report: each as table, chart, CSV and XLSX, of a year or up to a
day, and frozen as it was given."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.academic_year import AcademicYear
from core.financial_year import FinancialYear
from core.report_days import DayOutsideYear
from core.spreadsheets import csv_response, xlsx_response
from core.years import year_or_404
from psg_catalogue.forms.reports import AsAtForm, FreezeForm
from psg_catalogue.models import FrozenReport
from psg_catalogue.permissions import may_read_report
from psg_catalogue.queries.programme_reports.attendance import leader_names
from psg_catalogue.queries.programme_reports.facts import RowsGone
from psg_catalogue.queries.report_years import years_on_record
from psg_catalogue.reports.kinds import BY_SLUG, FORUM, KINDS, REPORT_READERS, ReportKind
from psg_catalogue.reports.tables import Report
from psg_catalogue.services.frozen_reports import NoNote, freeze_report

FINANCIAL = "financial"
YEARS_LINKED = 8
FROZEN_A_PAGE = 30


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that the person may read, and the frozen ones."""
    if not may_read_report(request.user, REPORT_READERS):
        raise PermissionDenied
    groups = {kind.readers for kind in KINDS}
    reads = {readers: may_read_report(request.user, readers) for readers in groups}
    kinds = [kind for kind in KINDS if reads[kind.readers]]
    frozen = FrozenReport.objects.filter(slug__in=[kind.slug for kind in kinds]).defer("content")
    page = Paginator(frozen.select_related("frozen_by"), FROZEN_A_PAGE)
    context = {
        "kinds": [
            (kind, reverse("psg_catalogue:latest_report", args=[kind.slug])) for kind in kinds
        ],
        "frozen": page.get_page(request.GET.get("page")),
    }
    return render(request, "psg_catalogue/reports.html", context)


@login_required
@require_safe
def latest(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads to a report of the current year."""
    kind = _kind(request, slug)
    return redirect("psg_catalogue:report", kind.slug, str(AcademicYear.current()))


@login_required
@require_safe
def report(request: HttpRequest, slug: str, year: str) -> HttpResponse:
    """One report, as a page or with ?format=csv or xlsx as a file."""
    kind = _kind(request, slug)
    if kind == FORUM:
        return redirect("psg_catalogue:forum_report", year)
    of_year = _year(kind, year, request.GET.get("by", ""))
    form = AsAtForm(request.GET if "as_at" in request.GET else None)
    as_at = form.cleaned_data["as_at"] if form.is_bound and form.is_valid() else None
    try:
        found = kind.make(of_year, as_at)
    except DayOutsideYear as error:
        form.add_error("as_at", str(error))
        found, as_at = kind.make(of_year), None
    except RowsGone:
        found = None
    if found and not form.errors and (file := _file(request, kind.slug, of_year, found)):
        return file
    return _page(request, kind, of_year, found, as_at, form)


def _page(request, kind: ReportKind, year, found: Report | None, as_at, form, freeze_form=None):
    financial = isinstance(year, FinancialYear)
    initial = {"as_at": as_at, "by": FINANCIAL if financial else ""}
    context = {
        "kind": kind,
        "year": year,
        "report": found,
        "as_at": as_at,
        "form": freeze_form or form,
        "as_at_form": form,
        "freeze_form": freeze_form or FreezeForm(initial=initial),
        "freeze_url": reverse("psg_catalogue:freeze_report", args=[kind.slug, _named(year)]),
        "year_links": _year_links(kind, year),
        "by_links": _by_links(kind, year),
        "by": FINANCIAL if financial else "",
        "files": _file_links(request),
        "definitions": kind.definitions,
    }
    status = 422 if form.errors or (freeze_form and freeze_form.errors) else 200
    return render(request, "psg_catalogue/report.html", context, status=status)


@login_required
@require_POST
def freeze(request: HttpRequest, slug: str, year: str) -> HttpResponse:
    """Keep the figures as they are now."""
    kind = _kind(request, slug)
    form = FreezeForm(request.POST)
    valid = form.is_valid()
    of_year = _year(kind, year, form.cleaned_data.get("by", ""))
    as_at = form.cleaned_data.get("as_at")
    try:
        if valid:
            kept = freeze_report(
                kind, of_year, note=form.cleaned_data["note"], as_at=as_at, by=request.user
            )
            messages.success(request, "Kept as it is now. It does not change any more.")
            return redirect("psg_catalogue:frozen_report", kept.pk)
        found = kind.make(of_year, as_at)
    except (NoNote, DayOutsideYear) as error:
        form.add_error(None, str(error))
        found, as_at = kind.make(of_year), None
    except RowsGone:
        form.add_error(None, "The registers of this year are gone, so there is nothing to keep.")
        found = None
    return _page(request, kind, of_year, found, as_at, AsAtForm(initial={"as_at": as_at}), form)


@login_required
@require_safe
def frozen(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as it was given, to those who read reports of its kind."""
    kept = get_object_or_404(FrozenReport.objects.select_related("frozen_by"), pk=pk)
    kind = BY_SLUG.get(kept.slug)
    if not may_read_report(request.user, kind.readers if kind else REPORT_READERS):
        raise PermissionDenied
    found = Report.from_json(kept.content)
    found.names.update(leader_names(found.leaders()))
    if file := _file(request, f"{kept.slug}-frozen-{kept.pk}", kept.year, found):
        return file
    context = {
        "kept": kept,
        "report": found,
        "definitions": [tuple(pair) for pair in kept.content["definitions"]],
        "files": _file_links(request),
    }
    return render(request, "psg_catalogue/frozen_report.html", context)


def _kind(request: HttpRequest, slug: str) -> ReportKind:
    kind = BY_SLUG.get(slug)
    if not may_read_report(request.user, kind.readers if kind else REPORT_READERS):
        raise PermissionDenied
    if kind is None:
        raise Http404
    return kind


def _year(kind: ReportKind, words: str, by: str) -> AcademicYear | FinancialYear:
    """The year in the address: 2011-12, or with by=financial the financial year 2011/12."""
    year = year_or_404(words)
    if by == FINANCIAL and kind.financial:
        return FinancialYear(year.start)
    return year


def _named(year) -> str:
    return str(AcademicYear(year.start))


def _file(request: HttpRequest, name: str, year, found: Report) -> HttpResponse | None:
    filename = f"{name}-{_named(year)}"
    if request.GET.get("format") == "csv":
        return csv_response(filename, found.headings, found.file_rows())
    if request.GET.get("format") == "xlsx":
        return xlsx_response(filename, found.headings, found.file_rows(), title=name)
    return None


def _file_links(request: HttpRequest) -> list[tuple[str, str]]:
    links = []
    for label, code in (("Download as CSV", "csv"), ("Download as XLSX", "xlsx")):
        query = request.GET.copy()
        query["format"] = code
        links.append((label, f"?{query.urlencode()}"))
    return links


def _year_links(kind: ReportKind, shown) -> list[tuple[str, str, bool]]:
    if isinstance(shown, FinancialYear):
        this = FinancialYear.of(timezone.localdate()).start
        years = [FinancialYear(start) for start in sorted({this, this - 1, this - 2, shown.start})]
        years.reverse()
    else:
        known = {*years_on_record()[:YEARS_LINKED], AcademicYear.current(), shown}
        years = sorted(known, reverse=True)
    query = f"?by={FINANCIAL}" if isinstance(shown, FinancialYear) else ""
    return [
        (
            str(each),
            reverse("psg_catalogue:report", args=[kind.slug, _named(each)]) + query,
            each == shown,
        )
        for each in years
    ]


def _by_links(kind: ReportKind, shown) -> list[tuple[str, str, bool]]:
    if not kind.financial:
        return []
    financial = isinstance(shown, FinancialYear)
    return [("School year", "?", not financial), ("Financial year", f"?by={FINANCIAL}", financial)]
