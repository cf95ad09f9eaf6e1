"""A booking as an entry in somebody's calendar. The entry is named after the booking for good; its
number rises with each change of the booking or of its session, so a calendar follows both."""

from django.conf import settings
from django.urls import reverse

from core.calendars import Occasion, stable_uid
from core.models import PartnershipSettings
from psg_catalogue.models import Booking, StudyGroupSession


def occasion_of(booking: Booking, partnership: PartnershipSettings) -> Occasion:
    """The entry of one attendee. The joining link is in it: only those booked are sent it."""
    session = booking.session
    return Occasion(
        uid=stable_uid("booking", booking.pk),
        summary=f"{session.study_group.title}: {session.page.title}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        sequence=session.calendar_sequence + booking.calendar_sequence,
        location=session.joining_link if session.is_online else place_of(session),
        description=f"Join here: {session.joining_link}" if session.joining_link else "",
        url=session_url(session),
        organizer_name=partnership.display_name,
        organizer_email=partnership.office_email,
        attendee_name=booking.colleague.name,
        attendee_email=booking.colleague.email,
    )


def place_of(session: StudyGroupSession) -> str:
    """Where it is, on one line; an online session says so and keeps its link to itself."""
    if session.is_online:
        return "Online"
    school = [session.venue.name, *session.venue.address_lines] if session.venue else []
    return ", ".join(filter(None, [session.venue_note, *school])) or "The place is still to come"


def session_url(session: StudyGroupSession) -> str:
    """A whole address that leads to the session's page, wherever editors move that."""
    return settings.SITE_URL + reverse("psg_catalogue:session", args=[session.pk])
