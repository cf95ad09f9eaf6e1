"""Booking several sessions of a study group in one go: all of them or none."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from psg_catalogue.booking_rights import BookingRight
from psg_catalogue.enums import OPEN_SESSION_STATES
from psg_catalogue.forms.bookings import newcomer_lines
from psg_catalogue.forms.series import SeriesForm
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.queries.agreement import a_lead_agrees
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.booking_rows import BookingOutcome
from psg_catalogue.services.bookings import book_sessions
from psg_catalogue.views.booking_for import choose_school, people_of, right_of


@login_required
def book_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Which sessions, and who is coming to all of them?"""
    sessions = _sessions_to_come(pk)
    right = right_of(request)
    if right is None:
        return choose_school(request, sessions[0])
    posted = request.method == "POST"
    form = SeriesForm(
        request.POST if posted else None, colleagues=people_of(right), sessions=sessions
    )
    newcomers = newcomer_lines(request.POST if posted else None) if right.everyone else None
    if posted and "more" in request.POST and newcomers is not None:
        typed = {name: name in request.POST for name in form.fields}
        form = SeriesForm(colleagues=people_of(right), sessions=sessions, initial=typed)
        newcomers = newcomer_lines(typed=newcomers.typed)
    elif posted and form.is_valid() & (newcomers is None or newcomers.is_valid()):
        try:
            outcomes = _book(request, right, form, newcomers)
        except BookingRefused as refusal:
            form.say(refusal)
        else:
            _tell(request, outcomes)
            return redirect("psg_catalogue:school_bookings", right.school.urn)
    page = {
        "group": sessions[0].study_group,
        "sessions": sessions,
        "right": right,
        "form": form,
        "newcomers": newcomers,
        "asks_lead": not right.everyone and a_lead_agrees(right.school),
    }
    return render(request, "psg_catalogue/book_series.html", page)


def _sessions_to_come(group_pk: int) -> list[StudyGroupSession]:
    """The group's published sessions that are to come on a fixed day; 404 where there are none."""
    found = StudyGroupSession.objects.published().filter(
        study_group=group_pk, state__in=OPEN_SESSION_STATES, starts_at__gt=timezone.now()
    )
    sessions = list(found.select_related("page", "study_group", "venue").order_by("starts_at"))
    if not sessions:
        raise Http404
    return sessions


def _book(
    request: HttpRequest, right: BookingRight, form: SeriesForm, newcomers
) -> list[BookingOutcome]:
    return book_sessions(
        form.chosen_sessions,
        form.chosen if right.everyone else list(form.colleagues.values()),
        school=right.school,
        newcomers=newcomers.newcomers if newcomers is not None else (),
        by=request.user,
        by_office=right.by_office,
        for_oneself=not right.everyone,
    )


def _tell(request: HttpRequest, outcomes: list[BookingOutcome]) -> None:
    booked = sum(len(outcome.booked) for outcome in outcomes)
    asked = sum(len(outcome.requested) for outcome in outcomes)
    waiting = sum(len(outcome.waiting) for outcome in outcomes)
    said = [
        f"{booked} booked" if booked else "",
        f"{asked} asked for; a lead is to agree" if asked else "",
        f"{waiting} on a waiting list" if waiting else "",
    ]
    places = "; ".join(filter(None, said)) or "nothing new: all were booked before"
    messages.success(request, f"{len(outcomes)} sessions. Places: {places}.")
