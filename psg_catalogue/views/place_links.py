"""Answering by a secret link, without log-in: an offered place, a place in the line, a colleague's
request. GET changes nothing, so that a mail scanner may open every link (SAFETY 49)."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from core.forms import SiteForm
from core.unlisted import unlisted
from psg_catalogue.models import Booking
from psg_catalogue.queries.agreement import leads_of
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.agreement import agree_booking, refuse_booking
from psg_catalogue.services.bookings import cancel_booking
from psg_catalogue.services.place_links import Purpose, bookings_of
from psg_catalogue.services.waiting_list import accept_offer, decline_offer


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def place_offer(request: HttpRequest, token: str) -> HttpResponse:
    """Yes or no to a place. Once answered, the page says what came of it and asks nothing more."""
    bookings, _ = bookings_of(Purpose.OFFER, token)
    answers = {"yes": accept_offer, "no": decline_offer}
    return _answered(request, bookings, answers, "psg_catalogue/place_offer.html")


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def leave_list(request: HttpRequest, token: str) -> HttpResponse:
    """Off the waiting list, with one press."""
    bookings, _ = bookings_of(Purpose.LEAVE, token)
    if bookings and request.method == "POST" and bookings[0].state != Booking.State.WAITING_LIST:
        # A place has come meanwhile: that is given back on purpose, never by this link.
        return redirect(request.path)
    return _answered(request, bookings, {"leave": cancel_booking}, "psg_catalogue/leave_list.html")


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def agree_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A lead agrees, or not, to what a colleague asked for in one go. The link dies with the lead's
    role at the school (SAFETY 35)."""
    bookings, lead = bookings_of(Purpose.AGREE, token)
    if lead is None or not bookings or lead not in leads_of(bookings[0].school):
        raise Http404
    answers = {"yes": agree_booking, "no": refuse_booking}
    return _answered(request, bookings, answers, "psg_catalogue/agree_by_link.html", by=lead)


def _answered(
    request: HttpRequest,
    bookings: list[Booking],
    answers: dict[str, Callable],
    template: str,
    *,
    by=None,
) -> HttpResponse:
    if not bookings:
        raise Http404
    form = SiteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        service = answers.get(request.POST.get("answer", ""))
        if service is None:
            form.add_error(None, "Choose one of the two buttons.")
        else:
            for booking in bookings:
                _do(service, booking, by, form)
            if not form.errors:
                return redirect(request.path)
    page = {
        "form": form,
        "bookings": bookings,
        "booking": bookings[0],
        "session": bookings[0].session,
        "open": [booking for booking in bookings if booking.state == Booking.State.REQUESTED],
    }
    return render(request, template, page)


def _do(service: Callable, booking: Booking, by, form: SiteForm) -> None:
    try:
        service(booking, by=by)
    except BookingRefused as refusal:
        if str(refusal) not in form.non_field_errors():
            form.add_error(None, str(refusal))
