"""What a school does with a place it has: answer an offer, pass it on, agree to a request."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.forms import SiteForm
from directory.models import School
from directory.permissions import acting_for
from psg_catalogue.booking_rights import BookingRight, booking_right
from psg_catalogue.forms.places import AgreementForm, PassOnForm
from psg_catalogue.models import Booking, SchoolBookingRule
from psg_catalogue.refusals import BookingRefused, PeopleRefused
from psg_catalogue.services.agreement import agree_booking, refuse_booking, settle_agreement
from psg_catalogue.services.bookings import cancel_booking
from psg_catalogue.services.swaps import swap_colleague
from psg_catalogue.services.waiting_list import accept_offer, decline_offer
from psg_catalogue.views.own_bookings import booking_or_404

_STATE = Booking.State
_DONE = {
    _STATE.CONFIRMED: "{} has the place.",
    _STATE.REQUESTED: "The place is held for {} until a lead has agreed.",
    _STATE.DECLINED: "The place of {} goes to somebody else.",
}


@login_required
def answer_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no to an offered place, on the school's page."""
    booking, right = booking_or_404(request, pk)
    answers = {
        "yes": lambda **doing: accept_offer(booking, may_agree=right.everyone, **doing),
        "no": lambda **doing: decline_offer(booking, **doing),
    }
    return _answer(request, booking, right, answers, "psg_catalogue/answer_offer.html")


@login_required
def answer_request(request: HttpRequest, pk: int) -> HttpResponse:
    """A lead, or the office, agrees to a colleague's own booking or does not."""
    booking, right = booking_or_404(request, pk)
    if not right.everyone:
        raise Http404
    answers = {
        "yes": lambda **doing: agree_booking(booking, **doing),
        "no": lambda **doing: refuse_booking(booking, **doing),
    }
    return _answer(request, booking, right, answers, "psg_catalogue/answer_request.html")


def _answer(
    request: HttpRequest,
    booking: Booking,
    right: BookingRight,
    answers: dict[str, Callable],
    template: str,
) -> HttpResponse:
    form = SiteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer = answers.get(request.POST.get("answer", ""))
        try:
            answered = answer(by=request.user, by_office=right.by_office) if answer else None
        except BookingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            if answered:
                words = _DONE.get(answered.state, "{}: nothing more to answer.")
                messages.success(request, words.format(booking.colleague))
                return redirect("psg_catalogue:school_bookings", booking.school.urn)
            form.add_error(None, "Choose one of the two buttons.")
    page = {"booking": booking, "session": booking.session, "right": right, "form": form}
    return render(request, template, page)


@login_required
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """A lead chooses who goes instead, until the session begins."""
    booking, right = booking_or_404(request, pk)
    if not right.everyone:
        raise Http404
    others = right.school.colleagues.current().exclude(pk=booking.colleague_id)
    form = PassOnForm(request.POST if request.method == "POST" else None, colleagues=others)
    if form.is_bound and form.is_valid():
        try:
            made = swap_colleague(
                booking, form.substitute, by=request.user, by_office=right.by_office
            )
        except PeopleRefused as refusal:
            form.add_error("colleague", refusal.refusals[0].beside_a_choice)
        except BookingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = f"{made.colleague} goes instead of {booking.colleague}. Both are told."
            messages.success(request, words)
            return redirect("psg_catalogue:school_bookings", booking.school.urn)
    page = {"booking": booking, "session": booking.session, "right": right, "form": form}
    return render(request, "psg_catalogue/pass_on.html", page)


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the waiting list with one press; a place is given back on the page that asks first."""
    booking, right = booking_or_404(request, pk)
    if booking.state != _STATE.WAITING_LIST:
        return redirect("psg_catalogue:cancel_booking", booking.pk)
    try:
        cancel_booking(booking, by=request.user, by_office=right.by_office)
    except BookingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{booking.colleague} is off the waiting list.")
    return redirect("psg_catalogue:school_bookings", booking.school.urn)


@login_required
def agreement(request: HttpRequest, urn: str) -> HttpResponse:
    """Whether a lead agrees before a colleague's own booking stands: the school's to settle."""
    right = booking_right(request.user, School.objects.filter(urn=urn).first())
    if right is None or not right.everyone:
        raise Http404
    school = right.school
    rule = SchoolBookingRule.objects.filter(school=school).first()
    asks = "yes" if rule and rule.asks_lead else "no"
    form = AgreementForm(request.POST or None, initial={"asks_lead": asks})
    if form.is_valid():
        settle_agreement(
            school,
            asks_lead=form.cleaned_data["asks_lead"] == "yes",
            by=request.user,
            on_behalf_of=acting_for(request.user, school),
        )
        messages.success(request, "That is settled. It is so for bookings from now on.")
        return redirect("psg_catalogue:school_bookings", school.urn)
    return render(request, "psg_catalogue/agreement.html", {"school": school, "form": form})
