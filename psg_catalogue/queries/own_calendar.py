"""What stands in a person's own calendar: where they are booked, and what they lead. An entry has
the name that it has in an invitation and in the public calendar, so that none comes twice."""

from collections.abc import Iterator
from dataclasses import replace

from core.academic_year import AcademicYear
from core.calendars import Occasion
from core.models import PartnershipSettings, User
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.occasions import is_off, occasion_of, occasion_of_session

# A place, and one that ended with its session: calendars show that as called off.
_SHOWN = (BookingState.CONFIRMED, BookingState.CANCELLED_BY_ORGANISER)


def own_occasions(user: User) -> Iterator[Occasion]:
    """Since the last academic year: three queries, however many there are. Of a school they have
    left, nothing."""
    since = AcademicYear.current().previous.starts_at
    partnership = PartnershipSettings.load()
    about = ("page", "study_group", "venue")
    booked = Booking.objects.filter(
        colleague__user=user,
        colleague__left_on=None,
        state__in=_SHOWN,
        session__starts_at__gte=since,
    ).select_related("colleague", *(f"session__{name}" for name in about))
    for booking in booked.order_by("session__starts_at", "pk"):
        if booking.had_place:
            entry = occasion_of(booking, partnership)
            off = booking.state != BookingState.CONFIRMED or is_off(booking.session)
            yield replace(entry, cancelled=off, updated_at=booking.booked_at)
    led = StudyGroupSession.objects.led_by(user).filter(page__live=True, starts_at__gte=since)
    for session in led.select_related(*about).order_by("starts_at", "pk"):
        entry = occasion_of_session(session, for_those_there=True)
        yield replace(entry, updated_at=session.page.last_published_at or session.starts_at)
