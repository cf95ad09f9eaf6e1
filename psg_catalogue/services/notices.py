"""What people are told about their bookings. Every function writes messages in the caller's own
transaction, and sends nothing itself; an attendee without email is told by whoever booked."""

import logging
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from core.calendars import cancellation, invitation
from core.models import PartnershipSettings, User
from core.services.outbox import BadAddress, queue_message
from directory.models import School
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.occasions import occasion_of, place_of, session_url
from psg_catalogue.queries.waiting import positions
from psg_catalogue.services.keepers import is_address_of, keepers_of

logger = logging.getLogger(__name__)

# What can have changed about a session.
WHEN, WHERE, POSTPONED = "when", "where", "postponed"


def tell_booked(
    session: StudyGroupSession,
    school: School,
    booked: Sequence[Booking],
    waiting: Sequence[Booking],
    by: User | None,
) -> None:
    """Each new attendee has the invitation or a place in the line; whoever booked, a summary."""
    facts = _facts(session)
    for booking in booked:
        _to_attendee("booking_confirmed", booking, facts, invite=True)
    places = positions(session) if waiting else {}
    for booking in waiting:
        _to_attendee("waiting_list_joined", booking, {**facts, "position": places[booking.pk]})
    others = [b for b in (*booked, *waiting) if by and not is_address_of(by, b)]
    if others:
        words = {"booked": _names(booked), "waiting": _names(waiting)}
        _to_keeper("booking_summary", by, school, [*booked, *waiting], {**facts, **words})


def tell_of_place(booking: Booking) -> None:
    """Someone on the waiting list has been given a place."""
    _tell_all("place_given", [booking], _facts(booking.session), invite=True)


def tell_of_cancelled_booking(booking: Booking, *, had_place: bool) -> None:
    """A booking is over; the calendar entry goes where there was one."""
    facts = {**_facts(booking.session), "had_place": had_place}
    _tell_all("booking_cancelled", [booking], facts, withdraw=had_place)


def tell_booked_of_cancellation(session: StudyGroupSession) -> int:
    """The session has just been cancelled, and its bookings ended with it: everyone who was booked
    or waited, and whoever booked them, is told why, and calendar entries go. Call it once, in the
    transaction that cancels. Returns how many bookings it concerned."""
    ended = _of(session, session.bookings.filter(state=BookingState.CANCELLED_BY_ORGANISER))
    facts = _facts(session)
    placed = [booking for booking in ended if booking.had_place]
    waited = [booking for booking in ended if not booking.had_place]
    _tell_all("session_cancelled", placed, {**facts, "had_place": True}, withdraw=True)
    _tell_all("session_cancelled", waited, {**facts, "had_place": False})
    return len(ended)


def tell_booked_of_change(session: StudyGroupSession, what: str) -> int:
    """The session is at another time (WHEN), somewhere else (WHERE) or has no date for now
    (POSTPONED): everyone booked or waiting is told, and calendar entries follow. Call it after
    `calendar_sequence` has been raised. Returns how many bookings it concerned."""
    bookings = _of(session, session.bookings.active())
    facts = {**_facts(session), "what": what}
    off = what == POSTPONED
    placed = [b for b in bookings if b.had_place]
    _tell_all("session_changed", placed, facts, invite=not off, withdraw=off)
    waiting = [b for b in bookings if not b.had_place]
    _tell_all("session_changed", waiting, {**facts, "is_waiting": True})
    return len(bookings)


def remind(session: StudyGroupSession, bookings: Sequence[Booking], *, key: str) -> None:
    """The session is near. `key` names this reminder, so that nobody has it twice."""
    _tell_all("session_reminder", bookings, _facts(session), once=key)


def _tell_all(
    kind: str,
    bookings: Sequence[Booking],
    facts: dict,
    *,
    invite: bool = False,
    withdraw: bool = False,
    once: str = "",
) -> None:
    for booking in bookings:
        _to_attendee(kind, booking, facts, invite=invite, withdraw=withdraw, once=once)
    for (user, school), theirs in keepers_of(bookings).items():
        _to_keeper(kind, user, school, theirs, facts, once=once)


def _to_attendee(
    kind: str,
    booking: Booking,
    facts: dict,
    *,
    invite: bool = False,
    withdraw: bool = False,
    once: str = "",
) -> None:
    colleague, session = booking.colleague, booking.session
    if colleague.left_on:
        return
    calendar = method = ""
    if invite:
        calendar, method = invitation(occasion_of(booking, facts["partnership"])), "REQUEST"
    elif withdraw:
        calendar, method = cancellation(occasion_of(booking, facts["partnership"])), "CANCEL"
    may_join = booking.state == BookingState.CONFIRMED
    _queue(
        kind=kind,
        to_email=colleague.email,
        to_name=colleague.name,
        context={
            **facts,
            "school": booking.school,
            "joining_link": session.joining_link if may_join else "",
            "button_url": session_url(session),
        },
        about=f"psg_catalogue.booking:{booking.pk}",
        once_key=f"{once}:booking:{booking.pk}" if once else None,
        reply_to=facts["partnership"].office_email,
        calendar=calendar,
        calendar_method=method,
    )


def _to_keeper(
    kind: str,
    user: User,
    school: School,
    bookings: Sequence[Booking],
    facts: dict,
    *,
    once: str = "",
) -> None:
    _queue(
        kind=kind,
        to_email=user.email,
        to_name=user.get_full_name(),
        context={
            **facts,
            "school": school,
            "names": _names(bookings),
            "button_url": settings.SITE_URL + reverse("directory:school", args=[school.urn]),
        },
        about=f"psg_catalogue.studygroupsession:{facts['session'].pk}",
        once_key=f"{once}:keeper:{user.pk}:{school.pk}" if once else None,
        reply_to=facts["partnership"].office_email,
    )


def _queue(**message) -> None:
    """A booking does not fail because of an address no mail can go to."""
    try:
        queue_message(**message)
    except BadAddress:
        logger.warning("%s %s: not an address", message["kind"], message["about"])


def _facts(session: StudyGroupSession) -> dict:
    """What every message about a session says of it."""
    leaders = session.study_group.leaderships.select_related("practitioner")
    return {
        "session": session,
        "leaders": [leadership.practitioner.name for leadership in leaders],
        "place": place_of(session),
        "partnership": PartnershipSettings.load(),
        "school": None,
        "names": [],
    }


def _names(bookings: Iterable[Booking]) -> list[str]:
    return [booking.colleague.name for booking in bookings]


def _of(session: StudyGroupSession, bookings: QuerySet) -> list[Booking]:
    found = list(bookings.select_related("colleague", "school", "booked_by").order_by("pk"))
    for booking in found:
        booking.session = session
    return found
