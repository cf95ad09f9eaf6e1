"""What people are told about their bookings. Every function writes messages in the caller's own
transaction, and sends nothing itself; an attendee without email is told by whoever booked."""

import logging
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from core.calendars import cancellation, invitation
from core.models import Message, PartnershipSettings, User
from core.services.outbox import BadAddress, queue_message
from directory.models import School
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.occasions import occasion_of, place_of, session_url
from psg_catalogue.queries.agreement import leads_of
from psg_catalogue.queries.waiting import positions
from psg_catalogue.services.door_links import CHECK_IN
from psg_catalogue.services.keepers import is_address_of, keepers_of
from psg_catalogue.services.place_links import Purpose, object_id
from psg_catalogue.services.place_times import list_stops_at

logger = logging.getLogger(__name__)

# The messages that bring the attender's own code for the door.
WITH_DOOR_CODE = ("booking_confirmed", "session_reminder")
# What can have changed about a session.
WHEN, WHERE, POSTPONED = "when", "where", "postponed"
BOTH = "when_and_where"
# What somebody can do about a booking in this state without logging in.
_LINK_OF = {BookingState.OFFERED: Purpose.OFFER, BookingState.WAITING_LIST: Purpose.LEAVE}


Made = tuple[StudyGroupSession, Sequence[Booking], Sequence[Booking]]


def tell_booked(made: Iterable[Made], school: School, by: User | None) -> None:
    """Each session that was booked, with those who have a place and those who wait: each attendee
    is told of each session, whoever booked has one summary of all."""
    made = sorted((each for each in made if each[1] or each[2]), key=lambda each: each[0].starts_at)
    facts = {session.pk: _facts(session) for session, _, _ in made}
    for session, booked, waiting in made:
        _tell_attenders(booked, waiting, facts[session.pk])
    bookings = [booking for _, booked, waiting in made for booking in (*booked, *waiting)]
    if by is None or all(is_address_of(by, booking) for booking in bookings):
        return
    first = facts[made[0][0].pk]
    lines = [(session, _names(booked), _names(waiting)) for session, booked, waiting in made]
    if len(made) > 1:
        _to_keeper("bookings_summary", by, school, bookings, {**first, "lines": lines})
        return
    _, booked_names, waiting_names = lines[0]
    words = {"booked": booked_names, "waiting": waiting_names}
    _to_keeper("booking_summary", by, school, bookings, {**first, **words})


def _tell_attenders(booked: Sequence[Booking], waiting: Sequence[Booking], facts: dict) -> None:
    """The invitation, or a place in the line and the way out of it."""
    session = facts["session"]
    for booking in booked:
        _to_attendee("booking_confirmed", booking, facts, invite=True)
    places = positions(session) if waiting else {}
    for booking in waiting:
        facts = {**facts, "position": places[booking.pk], "stops_at": list_stops_at(session)}
        _to_attendee("waiting_list_joined", booking, facts, link=Purpose.LEAVE)


def tell_of_requests(bookings: Sequence[Booking]) -> None:
    """A colleague has asked for places, all of them in one go: they are told that a lead decides,
    and each lead has one message with a link of their own."""
    if not bookings:
        return
    bookings = sorted(bookings, key=lambda booking: booking.session.starts_at)
    first = bookings[0]
    until = min(booking.request_expires_at for booking in bookings)
    facts = {**_facts(first.session), "asked": bookings, "until": until}
    _to_attendee("booking_asked", first, facts)
    facts = {**facts, "colleague": first.colleague}
    for lead in leads_of(first.school):
        _to_keeper("booking_to_agree", lead, first.school, bookings, facts, link=Purpose.AGREE)


def tell_of_agreement(booking: Booking) -> None:
    """A lead has agreed: the colleague has the calendar entry."""
    _to_attendee("booking_confirmed", booking, _facts(booking.session), invite=True)


def tell_of_refusal(booking: Booking) -> None:
    """A lead has not agreed."""
    _to_attendee("booking_not_agreed", booking, _facts(booking.session))


def tell_of_offer(booking: Booking) -> None:
    """Somebody in the line is offered a place, by a link that needs no log-in; whoever booked them
    can answer from the school's page."""
    facts = {**_facts(booking.session), "until": booking.offer_expires_at}
    _tell_all("place_offered", [booking], facts, link=Purpose.OFFER)


def tell_of_place(booking: Booking) -> None:
    """Someone from the waiting list has accepted a place."""
    _tell_all("place_given", [booking], _facts(booking.session), invite=True)


def tell_of_running_out(booking: Booking, *, was_offer: bool) -> None:
    """An offer, or a request to a lead, was not answered in time."""
    _tell_all("place_ran_out", [booking], {**_facts(booking.session), "was_offer": was_offer})


def tell_of_stopped_list(session: StudyGroupSession, waiting: Sequence[Booking]) -> bool:
    """No place came free before the list stopped. Once for each booking and date; returns whether
    anybody is told now."""
    key = f"list_stopped:{session.pk}:{session.starts_at.timestamp():.0f}"
    if Message.objects.filter(kind="waiting_list_stopped", once_key__startswith=f"{key}:").exists():
        return False
    for booking in waiting:
        booking.session = session
    _tell_all("waiting_list_stopped", waiting, _facts(session), once=key)
    return True


def tell_of_swap(old: Booking, new: Booking) -> None:
    """One colleague goes instead of another: the entry leaves the one calendar and comes into the
    other; whoever looks after the booking has one message."""
    facts = {**_facts(new.session), "until": new.offer_expires_at, "state": new.state}
    had_place = new.state == BookingState.CONFIRMED
    _to_attendee(
        "booking_passed_on", old, {**facts, "successor": new.colleague}, withdraw=had_place
    )
    facts = {**facts, "predecessor": old.colleague}
    link = _LINK_OF.get(new.state)
    _to_attendee("booking_taken_over", new, facts, invite=had_place, link=link)
    for (user, school), theirs in keepers_of([new]).items():
        _to_keeper("booking_taken_over", user, school, theirs, facts)


def tell_of_cancelled_booking(booking: Booking, *, had_place: bool) -> None:
    """A booking is over; the calendar entry goes where there was one."""
    facts = {**_facts(booking.session), "had_place": had_place}
    _tell_all("booking_cancelled", [booking], facts, withdraw=had_place)


def tell_booked_of_cancellation(session: StudyGroupSession) -> int:
    """The session has just been cancelled, and its bookings ended with it: everyone who was booked
    or waited, and whoever booked them, is told why, and calendar entries go. Call it once, in the
    transaction that cancels. Returns how many bookings it concerned."""
    ended = _of(session, session.bookings.filter(state=BookingState.CANCELLED_BY_ORGANISER))
    tell_of_ending(session, ended)
    return len(ended)


def tell_of_ending(session: StudyGroupSession, ended: Sequence[Booking]) -> None:
    """The session was cancelled, and these bookings with it: those people are told why."""
    facts = _facts(session)
    for booking in ended:
        booking.session = session
        placed = booking.had_place
        theirs = {**facts, "had_place": placed}
        _to_attendee("session_cancelled", booking, theirs, withdraw=placed)
    for (user, school), bookings in keepers_of(ended).items():
        _to_keeper("session_cancelled", user, school, bookings, facts)


def tell_booked_of_change(session: StudyGroupSession, what: str) -> int:
    """The session is at another time (WHEN), somewhere else (WHERE) or has no date for now
    (POSTPONED): everyone booked or waiting is told, and calendar entries follow. Call it after
    `calendar_sequence` has been raised. Returns how many bookings it concerned."""
    bookings = _of(session, session.bookings.active())
    facts = {**_facts(session), "what": what}
    off = what == POSTPONED
    for booking in bookings:
        placed = booking.state == BookingState.CONFIRMED
        theirs = {**facts, "state": booking.state, "until": booking.offer_expires_at}
        link = Purpose.OFFER if booking.state == BookingState.OFFERED else None
        _to_attendee(
            "session_changed", booking, theirs,
            invite=placed and not off, withdraw=placed and off, link=link,
        )  # fmt: skip
    for (user, school), theirs in keepers_of(bookings).items():
        _to_keeper("session_changed", user, school, theirs, facts)
    return len(bookings)


def tell_of_merge(
    session: StudyGroupSession,
    into: StudyGroupSession,
    moved: Sequence[Booking],
    *,
    without_place: Iterable[Booking] = (),
) -> None:
    """A session has been joined with another, and these bookings with it: calendars follow, and
    whoever lost a place to a full room is told that they wait. Whoever looks after several of them
    has one message."""
    lost = {booking.pk for booking in without_place}
    facts = {**_facts(into), "before": session}
    for booking in moved:
        placed = booking.state == BookingState.CONFIRMED
        theirs = {**facts, "state": booking.state, "lost": booking.pk in lost}
        _to_attendee(
            "session_joined",
            booking,
            theirs,
            invite=placed,
            withdraw=booking.pk in lost and not booking.needs_agreement,
        )
    for (user, school), theirs in keepers_of(moved).items():
        words = {
            "placed": _names(b for b in theirs if b.state != BookingState.WAITING_LIST),
            "waiting": _names(b for b in theirs if b.state == BookingState.WAITING_LIST),
        }
        _to_keeper("session_joined", user, school, theirs, {**facts, **words})


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
    link: Purpose | None = None,
) -> None:
    for booking in bookings:
        _to_attendee(kind, booking, facts, invite=invite, withdraw=withdraw, once=once, link=link)
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
    link: Purpose | None = None,
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
    has_code = kind in WITH_DOOR_CODE and not session.is_online
    _queue(
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


def _to_keeper(
    kind: str,
    user: User,
    school: School,
    bookings: Sequence[Booking],
    facts: dict,
    *,
    once: str = "",
    link: Purpose | None = None,
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
        link_kind=link or "",
        link_object_id=object_id(bookings[0].link_nonce, user) if link else "",
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
