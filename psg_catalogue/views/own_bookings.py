"""A booking by its address, for those whom it concerns."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from psg_catalogue.booking_rights import BookingRight, booking_right
from psg_catalogue.models import Booking


def booking_or_404(request: HttpRequest, pk: int) -> tuple[Booking, BookingRight]:
    """A booking this person may see; of any other they learn nothing (SAFETY 33)."""
    found = Booking.objects.visible_to(request.user).select_related(
        "colleague",
        "school",
        "order__charge",
        "session__page",
        "session__study_group",
        "session__venue",
    )
    booking = get_object_or_404(found, pk=pk)
    right = booking_right(request.user, booking.school)
    if right is None or not right.covers(booking):
        raise Http404
    return booking, right
