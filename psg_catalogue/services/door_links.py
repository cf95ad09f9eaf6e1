"""The two addresses that are read off a code at the door: of a booking, which whoever takes the
register marks present by, and of a session, by which a walk-in signs in.

Both are signed when they are made and stored nowhere. Neither is a secret of weight: the first does
nothing unless a leader opens it, the second adds a line that the leader sees and can take off."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from core.services.outbox import LinkNotWanted
from psg_catalogue.enums import ACTIVE_BOOKING_STATES
from psg_catalogue.models import Booking, StudyGroupSession

CHECK_IN = "check_in"
# A sign hangs at the door a while before the session begins, and people come late.
OPENS_BEFORE = timedelta(hours=2)
SHUTS_AFTER = timedelta(hours=2)
_BOOKING = signing.Signer(salt="psg_catalogue.check-in")
_SESSION = signing.Signer(salt="psg_catalogue.arrive")


def check_in_path(booking: Booking) -> str:
    """The address on this site that the code of a booking holds."""
    return reverse("psg_catalogue:check_in", args=[_BOOKING.sign(booking.pk)])


def check_in_url(booking: Booking) -> str:
    """The same, whole."""
    return settings.SITE_URL + check_in_path(booking)


def make_check_in_link(booking_pk: str) -> str:
    """The same for the outbox. Raises LinkNotWanted when the booking is over."""
    booking = Booking.objects.filter(pk=booking_pk, state__in=ACTIVE_BOOKING_STATES).first()
    if booking is None:
        raise LinkNotWanted("This booking is over.")
    return check_in_url(booking)


def booking_from(token: str) -> Booking | None:
    """The booking whose code this is, if it still stands."""
    number = _unsigned(_BOOKING, token)
    found = Booking.objects.select_related(
        "colleague", "school", "session__page", "session__study_group", "session__venue"
    )
    return found.filter(pk=number, state__in=ACTIVE_BOOKING_STATES).first() if number else None


def arrive_url(session: StudyGroupSession) -> str:
    """The whole address that the sign at the door of a session holds."""
    token = _SESSION.sign(session.pk)
    return settings.SITE_URL + reverse("psg_catalogue:arrive", args=[token])


def session_from(token: str) -> StudyGroupSession | None:
    """The session whose sign this is."""
    number = _unsigned(_SESSION, token)
    found = StudyGroupSession.objects.select_related("page", "study_group", "venue")
    return found.filter(pk=number).first() if number else None


def takes_arrivals(session: StudyGroupSession, now: datetime | None = None) -> bool:
    """True from OPENS_BEFORE the start until SHUTS_AFTER the end, while the register is open."""
    now = now or timezone.now()
    within = session.starts_at - OPENS_BEFORE <= now <= session.ends_at + SHUTS_AFTER
    return within and session.is_open_state and not session.register_closed_at


def _unsigned(signer: signing.Signer, token: str) -> int | None:
    try:
        number = signer.unsign(token)
    except signing.BadSignature:
        return None
    return int(number) if number.isdecimal() else None
