"""Counting places. Whoever calls these holds the session's row (services.locks)."""

from django.db.models import Count, F, Q

from psg_catalogue.enums import PLACE_STATES, BookingState
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.services.place_times import list_has_stopped


def free_places(session: StudyGroupSession) -> int:
    """How many places nobody has, is offered or has asked for: counted, not remembered."""
    return max(session.capacity - session.bookings.taking_a_place().count(), 0)


def bookable_places(session: StudyGroupSession) -> int:
    """How many places a newcomer may have: none while others wait for one. Once the waiting list
    has stopped, whoever asks first has what is left."""
    counts = session.bookings.aggregate(
        taken=Count("pk", filter=Q(state__in=PLACE_STATES)),
        waiting=Count("pk", filter=Q(state=BookingState.WAITING_LIST)),
    )
    if counts["waiting"] and not list_has_stopped(session):
        return 0
    return max(session.capacity - counts["taken"], 0)


def take_places(session: StudyGroupSession, number: int) -> None:
    """Count places as taken, or as freed where `number` is below zero. The sum is the database's,
    so that its CHECK is a second line should the lock ever be forgotten."""
    if number:
        rows = StudyGroupSession.objects.filter(pk=session.pk)
        rows.update(places_taken=F("places_taken") + number)
        session.places_taken += number
