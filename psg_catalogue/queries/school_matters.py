"""What of bookings waits for somebody's answer, on their school's page."""

from django.urls import reverse

from core.templatetags.wording import clock, counted, short_day
from directory.models import School
from directory.waiting_matters import Matter, Waiting
from psg_catalogue.booking_rights import BookingRight, booking_right
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking
from psg_catalogue.queries.same_people import names_twice


def bookings_to_answer(user, school: School) -> list[Waiting]:
    """Offers that run out, colleagues' own bookings to agree to, and names that stand twice on the
    staff list."""
    right = booking_right(user, school)
    if right is None:
        return []
    return [_answers(right), *([_names(school)] if right.everyone else [])]


def _answers(right: BookingRight) -> Waiting:
    states = [BookingState.OFFERED, *([BookingState.REQUESTED] if right.everyone else [])]
    found = Booking.objects.filter(school=right.school, state__in=states)
    if not right.everyone:
        found = found.filter(colleague__user=right.user)

    def lines(number: int) -> list[Matter]:
        bookings = found.select_related("colleague", "session__study_group")
        return [_answer(booking) for booking in bookings.order_by("session__starts_at", "pk")]

    return Waiting(found, lines)


def _answer(booking: Booking) -> Matter:
    who, what = booking.colleague.name, booking.session.study_group.title
    if booking.state == BookingState.OFFERED:
        until = booking.offer_expires_at
        by = f"Answer by {clock(until)} on {short_day(until)}"
        words = f"A place for {who} at {what}. {by}"
        return Matter(words, reverse("psg_catalogue:answer_offer", args=[booking.pk]))
    words = f"Agree or not: {who} at {what}"
    return Matter(words, reverse("psg_catalogue:answer_request", args=[booking.pk]))


def _names(school: School) -> Waiting:
    def lines(number: int) -> list[Matter]:
        stand = counted(number, "name stands,names stand")
        words = f"One person or two? {stand} twice on the staff list"
        return [Matter(words, reverse("psg_catalogue:same_people", args=[school.urn]))]

    return Waiting(names_twice().filter(school=school), lines)
