"""A teacher's own record of professional development, as page, PDF and CSV. Whose it is follows
from who asks."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.models import PartnershipSettings
from core.pdf import pdf_is_available, pdf_response
from core.spreadsheets import csv_response
from psg_catalogue.queries.record import HEADINGS, own_certificate, record_of, rows
from psg_catalogue.short_codes import as_typed
from psg_catalogue.views.certificates import certificate_pdf

FILE_NAME = "professional-development"


@login_required
@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """What somebody has attended and led, over all years and schools."""
    found = record_of(request.user)
    page = {
        "record": found,
        "makes_pdf": pdf_is_available(),
        "pdf_url": reverse("psg_catalogue:record_pdf"),
        "csv_url": reverse("psg_catalogue:record_csv"),
    }
    return render(request, "psg_catalogue/record.html", page)


@login_required
@never_cache
@require_safe
def as_pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper."""
    if not pdf_is_available():
        raise Http404
    words = {
        "record": record_of(request.user),
        "user": request.user,
        "partnership": PartnershipSettings.load(request_or_site=request),
        "today": timezone.localdate(),
    }
    return pdf_response("psg_catalogue/pdf/record.html", words, FILE_NAME)


@login_required
@never_cache
@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as rows."""
    return csv_response(FILE_NAME, HEADINGS, rows(record_of(request.user)))


@login_required
@never_cache
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """One's own certificate on paper; anybody else's is not there."""
    found = own_certificate(request.user, as_typed(number))
    if found is None or not pdf_is_available():
        raise Http404
    return certificate_pdf(request, found)
