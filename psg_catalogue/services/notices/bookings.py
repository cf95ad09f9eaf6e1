"""What people are told when a booking is made, asked for, passed on or over."""

from collections.abc import Iterable, Sequence

from core.models import User
from directory.models import School
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.queries.agreement import leads_of
from psg_catalogue.queries.waiting import positions
from psg_catalogue.services.keepers import is_address_of, keepers_of
from psg_catalogue.services.notices.letters import (
    facts_of,
    names_of,
    tell_all,
    to_attendee,
    to_keeper,
)
from psg_catalogue.services.place_links import Purpose
from psg_catalogue.services.place_times import list_stops_at

# What somebody can do about a booking in this state without logging in.
_LINK_OF = {BookingState.OFFERED: Purpose.OFFER, BookingState.WAITING_LIST: Purpose.LEAVE}

Made = tuple[StudyGroupSession, Sequence[Booking], Sequence[Booking]]


def tell_booked(made: Iterable[Made], school: School, by: User | None) -> None:
    """Each session that was booked, with those who have a place and those who wait: each attendee
    is told of each session, whoever booked has one summary of all."""
    made = sorted((each for each in made if each[1] or each[2]), key=lambda each: each[0].starts_at)
    facts = {session.pk: facts_of(session) for session, _, _ in made}
    for session, booked, waiting in made:
        _tell_attenders(booked, waiting, facts[session.pk])
    bookings = [booking for _, booked, waiting in made for booking in (*booked, *waiting)]
    if by is None or all(is_address_of(by, booking) for booking in bookings):
        return
    first = facts[made[0][0].pk]
    lines = [(session, names_of(booked), names_of(waiting)) for session, booked, waiting in made]
    if len(made) > 1:
        to_keeper("bookings_summary", by, school, bookings, {**first, "lines": lines})
        return
    _, booked_names, waiting_names = lines[0]
    words = {"booked": booked_names, "waiting": waiting_names}
    to_keeper("booking_summary", by, school, bookings, {**first, **words})


def _tell_attenders(booked: Sequence[Booking], waiting: Sequence[Booking], facts: dict) -> None:
    """The invitation, or a place in the line and the way out of it."""
    session = facts["session"]
    for booking in booked:
        to_attendee("booking_confirmed", booking, facts, invite=True)
    places = positions(session) if waiting else {}
    for booking in waiting:
        facts = {**facts, "position": places[booking.pk], "stops_at": list_stops_at(session)}
        to_attendee("waiting_list_joined", booking, facts, link=Purpose.LEAVE)


def tell_of_requests(bookings: Sequence[Booking]) -> None:
    """A colleague has asked for places, all of them in one go: they are told that a lead decides,
    and each lead has one message with a link of their own."""
    if not bookings:
        return
    bookings = sorted(bookings, key=lambda booking: booking.session.starts_at)
    first = bookings[0]
    until = min(booking.request_expires_at for booking in bookings)
    facts = {**facts_of(first.session), "asked": bookings, "until": until}
    to_attendee("booking_asked", first, facts)
    facts = {**facts, "colleague": first.colleague}
    for lead in leads_of(first.school):
        to_keeper("booking_to_agree", lead, first.school, bookings, facts, link=Purpose.AGREE)


def tell_of_agreement(booking: Booking) -> None:
    """A lead has agreed: the colleague has the calendar entry."""
    to_attendee("booking_confirmed", booking, facts_of(booking.session), invite=True)


def tell_of_refusal(booking: Booking) -> None:
    """A lead has not agreed."""
    to_attendee("booking_not_agreed", booking, facts_of(booking.session))


def tell_of_swap(old: Booking, new: Booking) -> None:
    """One colleague goes instead of another: the entry leaves the one calendar and comes into the
    other; whoever looks after the booking has one message."""
    facts = {**facts_of(new.session), "until": new.offer_expires_at, "state": new.state}
    had_place = new.state == BookingState.CONFIRMED
    to_attendee("booking_passed_on", old, {**facts, "successor": new.colleague}, withdraw=had_place)
    facts = {**facts, "predecessor": old.colleague}
    link = _LINK_OF.get(new.state)
    to_attendee("booking_taken_over", new, facts, invite=had_place, link=link)
    for (user, school), theirs in keepers_of([new]).items():
        to_keeper("booking_taken_over", user, school, theirs, facts)


def tell_of_cancelled_booking(booking: Booking, *, had_place: bool) -> None:
    """A booking is over; the calendar entry goes where there was one."""
    facts = {**facts_of(booking.session), "had_place": had_place}
    tell_all("booking_cancelled", [booking], facts, withdraw=had_place)
