"""What happens at the door beside the register itself: a code that checks somebody in, a sign by
which a walk-in signs in, and the sheets to print."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.limits import times_lately
from core.unlisted import unlisted
from psg_catalogue.enums import Attendance
from psg_catalogue.forms.registers import WalkInForm
from psg_catalogue.models import Booking
from psg_catalogue.permissions import may_take_register
from psg_catalogue.queries.registers import register_sheet
from psg_catalogue.register_refusals import RegisterRefused
from psg_catalogue.services.door_links import (
    arrive_url,
    booking_from,
    check_in_url,
    session_from,
    takes_arrivals,
)
from psg_catalogue.services.registers import BOOKED, mark_attendance, marking_refusal
from psg_catalogue.services.walk_ins import add_walk_in
from psg_catalogue.views.registers import session_or_403, session_words

# A hall of sixty people may sit behind one address; a machine that writes names is stopped.
ARRIVALS_AN_HOUR = 120


@never_cache
@unlisted
def check_in(request: HttpRequest, token: str) -> HttpResponse:
    """The code of one booking. Opened by whoever takes the register it marks the person present;
    opened by anyone else it is shown, to be held up at the door."""
    booking = booking_from(token)
    if booking is None:
        raise Http404
    session = booking.session
    if not may_take_register(request.user, session):
        return _code(request, booking)
    refusal = marking_refusal(session)
    if request.method == "POST" and not refusal:
        refusal = _mark_present(request, booking)
        if not refusal:
            messages.success(request, f"{booking.colleague} is marked present.")
            return redirect("psg_catalogue:register", session.pk)
    page = {**session_words(session), "booking": booking, "refusal": refusal}
    return render(request, "psg_catalogue/check_in.html", page)


def _mark_present(request: HttpRequest, booking: Booking) -> RegisterRefused | None:
    mark = {f"{BOOKED}{booking.pk}": Attendance.PRESENT}
    try:
        mark_attendance(booking.session, mark, by=request.user)
    except RegisterRefused as refusal:
        return refusal
    return None


def _code(request: HttpRequest, booking: Booking) -> HttpResponse:
    page = {
        **session_words(booking.session),
        "booking": booking,
        "address": check_in_url(booking),
    }
    return render(request, "psg_catalogue/check_in_code.html", page)


@never_cache
@unlisted
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """The sign at the door: whoever is not booked writes their own name. It says nothing of who is
    on the register, and the same words to those who were."""
    session = session_from(token)
    if session is None:
        raise Http404
    is_open = takes_arrivals(session)
    form = WalkInForm(request.POST if request.method == "POST" else None, prefix="walkin")
    if is_open and form.is_bound and form.is_valid():
        if times_lately(request, "arrive") > ARRIVALS_AN_HOUR:
            form.add_error(None, "Many people have signed in from here. Tell the leader your name.")
        else:
            try:
                add_walk_in(session, self_signed=True, **form.details)
            except RegisterRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("psg_catalogue:arrived")
    page = {**session_words(session), "form": form, "is_open": is_open}
    status = 422 if form.errors else 200
    return render(request, "psg_catalogue/arrive.html", page, status=status)


@require_safe
@unlisted
def arrived(request: HttpRequest) -> HttpResponse:
    """Thanks, whoever it was."""
    return render(request, "psg_catalogue/arrived.html")


@login_required
@require_safe
def door_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet for the door with the code that walk-ins sign in by."""
    session = session_or_403(request, pk)
    page = {**session_words(session), "address": arrive_url(session)}
    return render(request, "psg_catalogue/door_sign.html", page)


@login_required
@require_safe
def badges(request: HttpRequest, pk: int) -> HttpResponse:
    """Names to wear, by surname, ten to a sheet."""
    session = session_or_403(request, pk)
    page = {**session_words(session), "rows": register_sheet(session).expected}
    return render(request, "psg_catalogue/badges.html", page)
