"""Booking colleagues onto a session, seeing what came of it, and giving a place back."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.calendars import calendar_feed, calendar_response
from core.models import PartnershipSettings
from psg_catalogue.booking_rights import BookingRight
from psg_catalogue.forms.bookings import CancelForm, WhoIsComingForm, newcomer_lines
from psg_catalogue.models import Booking, BookingRules, StudyGroupSession
from psg_catalogue.occasions import occasion_of
from psg_catalogue.queries.agreement import a_lead_agrees
from psg_catalogue.queries.clashes import others_of
from psg_catalogue.queries.place_price import to_pay_words
from psg_catalogue.queries.rules import rules_shown
from psg_catalogue.queries.waiting import positions
from psg_catalogue.refusals import BookingRefused, ClashingBooking, PlacesCost
from psg_catalogue.services.allowances import allowance_words
from psg_catalogue.services.bookable import refusal_of
from psg_catalogue.services.booking_rows import BookingOutcome
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.place_credits import credit_to_come, price_of
from psg_catalogue.services.place_times import is_late, last_day_in_time, list_has_stopped
from psg_catalogue.views.booking_for import choose_school, people_of, right_of
from psg_catalogue.views.own_bookings import booking_or_404
from psg_catalogue.views.paying import ask_to_pay, go_and_pay, payment_form


@login_required
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is coming? First which school, if there are several; then its people."""
    sessions = StudyGroupSession.objects.published()
    session = get_object_or_404(sessions.select_related("page", "study_group", "venue"), pk=pk)
    right = right_of(request)
    if right is None:
        return choose_school(request, session)
    if request.method == "POST":
        return _book(request, session, right)
    return _show(request, session, right, refusal=refusal_of(session, right.school))


def _show(
    request: HttpRequest,
    session: StudyGroupSession,
    right: BookingRight,
    *,
    form: WhoIsComingForm | None = None,
    newcomers=None,
    typed: dict | None = None,
    refusal: BookingRefused | None = None,
) -> HttpResponse:
    if form is None:
        form = _ticks(session, right, initial=typed)
    if newcomers is None and right.everyone:
        newcomers = newcomer_lines()
    page = {
        "session": session,
        "right": right,
        "form": form,
        "newcomers": newcomers,
        "refusal": refusal,
        "waiting": session.bookings.waiting().count() if session.is_full else 0,
        "usage": allowance_words(session, right.school),
        "to_pay": to_pay_words(session, right.school),
        "list_stopped": session.is_full and list_has_stopped(session, rules_shown()),
        "asks_lead": not right.everyone and a_lead_agrees(right.school),
    }
    return render(request, "psg_catalogue/book.html", page)


def _ticks(
    session: StudyGroupSession, right: BookingRight, data=None, initial: dict | None = None
) -> WhoIsComingForm:
    """The ticks with what is known of each person: booked here already, or elsewhere by then."""
    people = people_of(right)
    notes, taken = {}, []
    others = others_of(people, session)
    for person in people:
        for other in others[person.pk][:1]:
            here = other.session_id == session.pk
            if here and other.colleague_id == person.pk:
                taken.append(person.pk)
                notes[person.pk] = f"On this session already: {other.get_state_display().lower()}"
            else:
                clash = ClashingBooking(person, other, same_session=here)
                notes[person.pk] = clash.where[:1].upper() + clash.where[1:]
    return WhoIsComingForm(data, colleagues=people, notes=notes, taken=taken, initial=initial)


def _book(request: HttpRequest, session: StudyGroupSession, right: BookingRight) -> HttpResponse:
    form = WhoIsComingForm(request.POST, colleagues=people_of(right))
    newcomers = newcomer_lines(request.POST) if right.everyone else None
    if newcomers is not None and "more" in request.POST:
        typed = {name: name in request.POST for name in form.fields}
        lines = newcomer_lines(typed=newcomers.typed)
        return _show(request, session, right, newcomers=lines, typed=typed)
    refusal, pay = None, payment_form(request)
    if form.is_valid() & (newcomers is None or newcomers.is_valid()):
        try:
            outcome = book_places(
                session,
                form.chosen if right.everyone else list(form.colleagues.values()),
                school=right.school,
                newcomers=newcomers.newcomers if newcomers is not None else (),
                by=request.user,
                by_office=right.by_office,
                for_oneself=not right.everyone,
                payment=pay.payment if pay is not None and pay.is_valid() else None,
            )
        except PlacesCost as cost:
            return ask_to_pay(request, session, right, cost.terms, pay)
        except BookingRefused as refused:
            refusal = refused
        else:
            if outcome.order:
                return go_and_pay(request, outcome.order)
            return redirect(_booked_url(session, right, outcome))
    # The same again as it was sent, with what is known of each person.
    form = _ticks(session, right, request.POST)
    if form.is_valid() and refusal:
        form.say(refusal)
    return _show(request, session, right, form=form, newcomers=newcomers)


def _booked_url(session: StudyGroupSession, right: BookingRight, outcome: BookingOutcome) -> str:
    query = QueryDict(mutable=True)
    query["school"] = right.school.urn
    query.setlist("b", [booking.pk for booking in outcome.bookings])
    return f"{reverse('psg_catalogue:booked', args=[session.pk])}?{query.urlencode()}"


@login_required
@require_safe
def booked(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it, for each person; an address that may be kept and opened again."""
    right = right_of(request)
    numbers = [int(number) for number in request.GET.getlist("b")[:200] if number.isdecimal()]
    found = Booking.objects.visible_to(request.user).filter(session=pk, pk__in=numbers)
    found = found.select_related(
        "colleague", "session__page", "session__study_group", "session__venue"
    )
    bookings = [booking for booking in found if right and right.covers(booking)]
    if not bookings:
        raise Http404
    session = bookings[0].session
    waiting = positions(session) if any(not booking.had_place for booking in bookings) else {}
    page = {
        "session": session,
        "right": right,
        "bookings": [(booking, waiting.get(booking.pk, 0)) for booking in bookings],
        "given": [b.colleague.name for b in bookings if b.state == Booking.State.CONFIRMED],
        "asked": [b.colleague.name for b in bookings if b.state == Booking.State.REQUESTED],
        "waiting": [b.colleague.name for b in bookings if b.pk in waiting],
    }
    return render(request, "psg_catalogue/booked.html", page)


@login_required
@require_safe
def booking_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One booking as a file for a calendar. The joining link is for the attendee alone."""
    booking, right = booking_or_404(request, pk)
    if booking.state != Booking.State.CONFIRMED:
        raise Http404
    occasion = occasion_of(booking, PartnershipSettings.load(request))
    if booking.colleague.user_id != request.user.pk and booking.session.joining_link:
        occasion = replace(occasion, location="Online", description="")
    occasion = replace(occasion, organizer_email="", attendee_email="")
    return calendar_response(calendar_feed(occasion.summary, [occasion]), f"session-{booking.pk}")


@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, and gives the place back."""
    booking, right = booking_or_404(request, pk)
    late = booking.state == Booking.State.CONFIRMED and is_late(booking.session)
    data = request.POST if request.method == "POST" else None
    form = CancelForm(data, may_excuse=late and right.by_office)
    if form.is_bound and form.is_valid():
        try:
            cancel_booking(
                booking,
                by=request.user,
                by_office=right.by_office,
                excused_because=form.cleaned_data.get("excused_because", ""),
            )
        except BookingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            off = "is no longer booked" if booking.had_place else "is off the waiting list"
            messages.success(request, f"{booking.colleague} {off}.")
            return redirect("psg_catalogue:school_bookings", booking.school.urn)
    rules = BookingRules.current() if late else None
    page = {
        "booking": booking,
        "session": booking.session,
        "right": right,
        "form": form,
        "rules": rules,
        "in_time_until": last_day_in_time(booking.session, rules) if late else None,
        "paid_for": _paid_for(booking),
    }
    return render(request, "psg_catalogue/booking_cancel.html", page)


def _paid_for(booking: Booking) -> dict | None:
    """What a place that was sold cost, and what giving it back now credits; None for any other."""
    if booking.order is None or booking.state != Booking.State.CONFIRMED:
        return None
    return {"pence": price_of(booking), "credited": credit_to_come(booking)}
