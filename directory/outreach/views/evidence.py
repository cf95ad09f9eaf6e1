"""An AST's own evidence, as a page and as files. No address leads to anybody else's: whose it is
follows from who asks (CA L39, L65)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.academic_year import AcademicYear
from core.audit import record
from core.pdf import pdf_is_available
from directory.models import Practitioner
from directory.outreach.bundles import evidence_pdf, evidence_zip
from directory.outreach.queries.evidence import Evidence, evidence_of

YEARS_BACK = 5


def _own(request: HttpRequest, start: int | None = None) -> Evidence:
    """Of the person who asks, also after the post has ended. Raises Http404 for who never held
    one."""
    held = Practitioner.objects.filter(user=request.user, appointments__isnull=False)
    practitioner = held.select_related("base_school").first()
    year = AcademicYear.current() if start is None else AcademicYear(start)
    if practitioner is None or not 1900 <= year.start <= 2200:
        raise Http404
    return evidence_of(practitioner, year)


@login_required
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """What stands in the bundle, and the years there may be one for."""
    now = AcademicYear.current()
    asked = request.GET.get("year", "")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else now.start
    found = _own(request, start)
    years = [AcademicYear(now.start - back) for back in range(YEARS_BACK)]
    return render(
        request,
        "outreach/evidence.html",
        {
            "evidence": found,
            "year_links": [(str(y), f"?year={y.start}", y == found.year) for y in years],
            "pdf_url": reverse("outreach:evidence_pdf", args=[found.year.start])
            if pdf_is_available()
            else "",
            "zip_url": reverse("outreach:evidence_zip", args=[found.year.start]),
        },
    )


@login_required
@require_safe
def as_pdf(request: HttpRequest, year: int) -> HttpResponse:
    found = _own(request, year)
    if not pdf_is_available():
        raise Http404
    return _download(request, found, evidence_pdf(found), "pdf", "application/pdf")


@login_required
@require_safe
def as_zip(request: HttpRequest, year: int) -> HttpResponse:
    found = _own(request, year)
    return _download(request, found, evidence_zip(found), "zip", "application/zip")


def _download(
    request: HttpRequest, found: Evidence, content: bytes, ending: str, kind: str
) -> HttpResponse:
    record(found.practitioner, "evidence.downloaded", by=request.user, year=str(found.year))
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="evidence-{found.year}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
