"""The programme of a term to print: as a page, and as a PDF that is made once for each change."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from core.limits import times_lately
from core.models import PartnershipSettings
from core.pdf import pdf_is_available, render_pdf
from psg_catalogue.models import CataloguePage
from psg_catalogue.queries.booklet import Booklet, booklet_of

PDF = "psg_catalogue/pdf/booklet.html"
A_QUARTER_OF_AN_HOUR, A_DAY = 900, 24 * 60 * 60
# Only what is not kept yet is counted: a county's schools behind one address read without end.
MADE_AN_HOUR = 20
BEING_MADE, LONGEST_MAKING, RETRY_AFTER = "booklet-being-made", 60, 5


@require_safe
def programme(request: HttpRequest, term: str = "") -> HttpResponse:
    """A term's study groups with their sessions, to read or print; the one of today, or the next,
    unless one is named."""
    booklet = _booklet(request, term)
    if booklet is None and term:
        raise Http404
    page = {
        "booklet": booklet,
        "day": timezone.localdate(),
        "catalogue_url": _catalogue_url(request),
        "tabs": _tabs(booklet) if booklet else [],
        "pdf_url": _pdf_url(booklet) if booklet and pdf_is_available() else "",
    }
    return render(request, "psg_catalogue/programme.html", page)


@require_safe
def programme_pdf(request: HttpRequest, term: str) -> HttpResponse:
    """The same as a booklet. It is made once for what it says and kept for a day, by one process at
    a time and so often an hour from one address, so that nobody can keep the machine busy."""
    booklet = _booklet(request, term)
    if booklet is None or not pdf_is_available():
        raise Http404
    etag = f'"{booklet.fingerprint}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = _pdf(request, booklet)
    if answer.status_code in (200, 304):
        answer["ETag"] = etag
        patch_cache_control(answer, public=True, max_age=A_QUARTER_OF_AN_HOUR)
    return answer


def _pdf(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    key = f"booklet-{booklet.fingerprint}"
    made = cache.get(key)
    if made is None:
        if times_lately(request, "booklet") > MADE_AN_HOUR:
            return _later("Too many booklets were asked for from here. Wait an hour.", 429, 3600)
        if not cache.add(BEING_MADE, 1, timeout=LONGEST_MAKING):
            return _later("The booklet is being made. Try again in a moment.", 503, RETRY_AFTER)
        try:
            made = render_pdf(PDF, _context(request, booklet))
            cache.set(key, made, timeout=A_DAY)
        finally:
            cache.delete(BEING_MADE)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="programme-{booklet.term.code}.pdf"'
    return answer


def _context(request: HttpRequest, booklet: Booklet) -> dict:
    site = request.build_absolute_uri("/").rstrip("/")
    return {
        "booklet": booklet,
        "partnership": booklet.partnership,
        "day": timezone.localdate(),
        "site": site,
        "address": f"{site}{_catalogue_url(request)}".partition("://")[2],
    }


def _later(words: str, status: int, seconds: int) -> HttpResponse:
    return HttpResponse(
        words,
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": seconds, "Cache-Control": "no-store"},
    )


def _booklet(request: HttpRequest, term: str) -> Booklet | None:
    partnership = PartnershipSettings.load(request_or_site=request)
    return booklet_of(partnership, timezone.localdate(), term)


def _catalogue_url(request: HttpRequest) -> str:
    catalogue = CataloguePage.objects.live().first()
    return catalogue.get_url(request) if catalogue else "/"


def _pdf_url(booklet: Booklet) -> str:
    return reverse("psg_catalogue:programme_pdf", args=[booklet.term.code])


def _tabs(booklet: Booklet) -> list[tuple[str, str, bool]]:
    return [
        (
            each.name,
            reverse("psg_catalogue:programme_of_term", args=[each.code]),
            each == booklet.term,
        )
        for each in booklet.terms
    ]
