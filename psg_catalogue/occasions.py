"""A booking, or a session, as an entry in somebody's calendar. Each is named after it for good; the
number rises with each change of the booking or of its session, so a calendar follows both."""

from django.conf import settings
from django.urls import reverse

from core.calendars import Occasion, stable_uid
from core.models import PartnershipSettings
from psg_catalogue.enums import SessionState
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


def occasion_of_session(session: StudyGroupSession, *, for_those_there: bool = False) -> Occasion:
    """The entry of a session itself, in a calendar of the programme or of who leads it. The joining
    link is only for those who will be there."""
    link = session.joining_link if for_those_there else ""
    return Occasion(
        uid=stable_uid("session", str(session.calendar_uid)),
        summary=f"{session.study_group.title}: {session.page.title}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        sequence=session.calendar_sequence,
        location=link if link and session.is_online else place_of(session),
        description=f"Join here: {link}" if link else session.study_group.summary,
        url=session_url(session),
        cancelled=is_off(session),
    )


def is_off(session: StudyGroupSession) -> bool:
    """Postponed has no date any more: a calendar drops the entry until there is one again."""
    return session.state in (SessionState.CANCELLED, SessionState.POSTPONED)


def place_of(session: StudyGroupSession) -> str:
    """Where it is, on one line; an online session says so and keeps its link to itself."""
    if session.is_online:
        return "Online"
    school = [session.venue.name, *session.venue.address_lines] if session.venue else []
    return ", ".join(filter(None, [session.venue_note, *school])) or "The place is still to come"


def session_url(session: StudyGroupSession) -> str:
    """A whole address that leads to the session's page, wherever editors move that."""
    return settings.SITE_URL + reverse("psg_catalogue:session", args=[session.pk])
