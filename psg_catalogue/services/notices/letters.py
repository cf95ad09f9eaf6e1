"""One letter about a booking: to the attendee, or to whoever looks after it. An attendee without
email is told by whoever booked."""

import logging
from collections.abc import Iterable, Sequence
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from core.calendars import cancellation, invitation
from core.models import PartnershipSettings, User
from core.services.outbox import BadAddress, queue_message
from directory.models import School
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.occasions import occasion_of, place_of, session_url
from psg_catalogue.services.door_links import CHECK_IN
from psg_catalogue.services.keepers import keepers_of
from psg_catalogue.services.place_links import Purpose, object_id
from psg_catalogue.stated import reminder_to_come

logger = logging.getLogger(__name__)

# The messages that bring the attender's own code for the door.
WITH_DOOR_CODE = ("booking_confirmed", "session_reminder")


def tell_all(
    kind: str,
    bookings: Sequence[Booking],
    facts: dict,
    *,
    invite: bool = False,
    withdraw: bool = False,
    once: str = "",
    link: Purpose | None = None,
) -> None:
    """Each attender has a letter, and whoever looks after several bookings one about them all."""
    for booking in bookings:
        to_attendee(kind, booking, facts, invite=invite, withdraw=withdraw, once=once, link=link)
    for (user, school), theirs in keepers_of(bookings).items():
        to_keeper(kind, user, school, theirs, facts, once=once)


def to_attendee(
    kind: str,
    booking: Booking,
    facts: dict,
    *,
    invite: bool = False,
    withdraw: bool = False,
    once: str = "",
    link: Purpose | None = None,
) -> None:
    """The person who is booked has a letter, unless they have left the school. `invite` puts the
    session into their calendar, `withdraw` takes it out; `link` is what the letter lets them do
    without logging in. With `once` no second one is written."""
    colleague, session = booking.colleague, booking.session
    if colleague.left_on:
        return
    calendar = method = ""
    if invite:
        calendar, method = invitation(occasion_of(booking, facts["partnership"])), "REQUEST"
    elif withdraw:
        calendar, method = cancellation(occasion_of(booking, facts["partnership"])), "CANCEL"
    may_join = booking.state == BookingState.CONFIRMED
    has_code = kind in WITH_DOOR_CODE and not session.is_online
    queue_letter(
        kind=kind,
        to_email=colleague.email,
        to_name=colleague.name,
        context={
            **facts,
            "school": booking.school,
            "joining_link": session.joining_link if may_join else "",
            "button_url": session_url(session),
            "door_code": has_code,
        },
        about=f"psg_catalogue.booking:{booking.pk}",
        once_key=f"{once}:booking:{booking.pk}" if once else None,
        reply_to=facts["partnership"].office_email,
        calendar=calendar,
        calendar_method=method,
        **_secret_link(booking, link, has_code),
    )


def _secret_link(booking: Booking, link: Purpose | None, has_code: bool) -> dict:
    """What makes the one secret link of a message when it is sent."""
    if link:
        return {"link_kind": link, "link_object_id": object_id(booking.link_nonce)}
    return {"link_kind": CHECK_IN, "link_object_id": booking.pk} if has_code else {}


def to_keeper(
    kind: str,
    user: User,
    school: School,
    bookings: Sequence[Booking],
    facts: dict,
    *,
    once: str = "",
    link: Purpose | None = None,
) -> None:
    """Whoever looks after these bookings of one school has a letter that names the attenders."""
    queue_letter(
        kind=kind,
        to_email=user.email,
        to_name=user.get_full_name(),
        context={
            **facts,
            "school": school,
            "names": names_of(bookings),
            "button_url": settings.SITE_URL + reverse("directory:school", args=[school.urn]),
        },
        about=f"psg_catalogue.studygroupsession:{facts['session'].pk}",
        once_key=f"{once}:keeper:{user.pk}:{school.pk}" if once else None,
        reply_to=facts["partnership"].office_email,
        link_kind=link or "",
        link_object_id=object_id(bookings[0].link_nonce, user) if link else "",
    )


def queue_letter(**message) -> None:
    """A booking does not fail because of an address no mail can go to."""
    try:
        queue_message(**message)
    except BadAddress:
        logger.warning("%s %s: not an address", message["kind"], message["about"])


def facts_of(session: StudyGroupSession) -> dict:
    """What every message about a session says of it."""
    leaders = session.study_group.leaderships.select_related("practitioner")
    return {
        "session": session,
        "leaders": [leadership.practitioner.name for leadership in leaders],
        "place": place_of(session),
        "partnership": PartnershipSettings.load(),
        "reminder": SimpleLazyObject(partial(reminder_to_come, session.starts_at)),
        "school": None,
        "names": [],
    }


def names_of(bookings: Iterable[Booking]) -> list[str]:
    """The attenders, in the order of the bookings."""
    return [booking.colleague.name for booking in bookings]


def of_session(session: StudyGroupSession, bookings: QuerySet) -> list[Booking]:
    """These bookings of a session with what a letter about them needs. One query."""
    found = list(bookings.select_related("colleague", "school", "booked_by").order_by("pk"))
    for booking in found:
        booking.session = session
    return found
