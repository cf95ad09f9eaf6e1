"""A school's bookings to come and its year so far, on a page of their own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from directory.models import School
from psg_catalogue.booking_rights import booking_right
from psg_catalogue.queries.agreement import a_lead_agrees
from psg_catalogue.queries.school_bookings import (
    LINES_LEFT_OPEN,
    attendance_this_year,
    bookings_to_come,
    by_colleague,
    by_date,
)


@login_required
def school_bookings(request: HttpRequest, urn: str) -> HttpResponse:
    """A lead and the office see everyone's, a colleague their own; finance people, who look after
    money alone, nothing. `?by=date` folds them by session."""
    right = booking_right(request.user, School.objects.filter(urn=urn).first())
    if right is None:
        raise Http404
    lines, dated = bookings_to_come(right), request.GET.get("by") == "date"
    return render(
        request,
        "psg_catalogue/school_bookings.html",
        {
            "school": right.school,
            "right": right,
            "folds": by_date(lines) if dated else by_colleague(lines),
            "by_date": dated,
            "views": [("By colleague", request.path, not dated), ("By date", "?by=date", dated)],
            "open": len(lines) <= LINES_LEFT_OPEN,
            "been": attendance_this_year(right, request.GET.get("page")),
            "asks_lead": right.everyone and a_lead_agrees(right.school),
            "now": timezone.now(),
        },
    )
