"""What everyone booked or waiting is told when their session changes or ends."""

from collections.abc import Iterable, Sequence

from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.services.keepers import keepers_of
from psg_catalogue.services.notices.letters import (
    facts_of,
    names_of,
    of_session,
    to_attendee,
    to_keeper,
)
from psg_catalogue.services.place_links import Purpose

# What can have changed about a session.
WHEN, WHERE, POSTPONED = "when", "where", "postponed"
BOTH = "when_and_where"


def tell_booked_of_cancellation(session: StudyGroupSession) -> int:
    """The session has just been cancelled, and its bookings ended with it: everyone who was booked
    or waited, and whoever booked them, is told why, and calendar entries go. Call it once, in the
    transaction that cancels. Returns how many bookings it concerned."""
    ended = of_session(session, session.bookings.filter(state=BookingState.CANCELLED_BY_ORGANISER))
    tell_of_ending(session, ended)
    return len(ended)


def tell_of_ending(session: StudyGroupSession, ended: Sequence[Booking]) -> None:
    """The session was cancelled, and these bookings with it: those people are told why."""
    facts = facts_of(session)
    for booking in ended:
        booking.session = session
        placed = booking.had_place
        theirs = {**facts, "had_place": placed}
        to_attendee("session_cancelled", booking, theirs, withdraw=placed)
    for (user, school), bookings in keepers_of(ended).items():
        to_keeper("session_cancelled", user, school, bookings, facts)


def tell_booked_of_change(session: StudyGroupSession, what: str) -> int:
    """The session is at another time (WHEN), somewhere else (WHERE) or has no date for now
    (POSTPONED): everyone booked or waiting is told, and calendar entries follow. Call it after
    `calendar_sequence` has been raised. Returns how many bookings it concerned."""
    bookings = of_session(session, session.bookings.active())
    facts = {**facts_of(session), "what": what}
    off = what == POSTPONED
    for booking in bookings:
        placed = booking.state == BookingState.CONFIRMED
        theirs = {**facts, "state": booking.state, "until": booking.offer_expires_at}
        link = Purpose.OFFER if booking.state == BookingState.OFFERED else None
        to_attendee(
            "session_changed", booking, theirs,
            invite=placed and not off, withdraw=placed and off, link=link,
        )  # fmt: skip
    for (user, school), theirs in keepers_of(bookings).items():
        to_keeper("session_changed", user, school, theirs, facts)
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
    facts = {**facts_of(into), "before": session}
    for booking in moved:
        placed = booking.state == BookingState.CONFIRMED
        theirs = {**facts, "state": booking.state, "lost": booking.pk in lost}
        to_attendee(
            "session_joined",
            booking,
            theirs,
            invite=placed,
            withdraw=booking.pk in lost and not booking.needs_agreement,
        )
    for (user, school), theirs in keepers_of(moved).items():
        words = {
            "placed": names_of(b for b in theirs if b.state != BookingState.WAITING_LIST),
            "waiting": names_of(b for b in theirs if b.state == BookingState.WAITING_LIST),
        }
        to_keeper("session_joined", user, school, theirs, {**facts, **words})
