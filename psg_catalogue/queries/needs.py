"""Who needs what at a session: for its leader and the office alone (SAFETY 1.11)."""

from psg_catalogue.enums import BookingState
from psg_catalogue.models import AccessNeed, StudyGroupSession


def needs_of(session: StudyGroupSession) -> list[AccessNeed]:
    """What those with a place have noted, by name, each with its booking, colleague and school.
    One query. Whoever asks has checked `permissions.may_see_needs`."""
    noted = AccessNeed.objects.filter(
        booking__session=session, booking__state=BookingState.CONFIRMED
    )
    return list(
        noted.select_related("booking__colleague", "booking__school").order_by(
            "booking__colleague__name", "pk"
        )
    )


def count_needs(session: StudyGroupSession) -> int:
    """How many have noted something, which says nothing of what."""
    return AccessNeed.objects.filter(
        booking__session=session, booking__state=BookingState.CONFIRMED
    ).count()
