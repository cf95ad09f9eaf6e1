"""The start of a school's page: its next sessions, each with who goes."""

from dataclasses import dataclass

from core.templatetags.wording import counted, join_words
from psg_catalogue.booking_rights import BookingRight
from psg_catalogue.enums import BookingState, SessionState
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.queries.school_bookings import (
    Line,
    bookings_to_come,
    by_date,
    place_of,
    times_come_this_year,
)

SESSIONS_AT_FIRST = 4
_BESIDE_A_NAME = {
    BookingState.WAITING_LIST: "waiting",
    BookingState.OFFERED: "offered a place",
    BookingState.REQUESTED: "a lead to agree",
    BookingState.UNPAID: "held until paid",
}
_OF_YOUR_OWN = {
    BookingState.CONFIRMED: "You are booked",
    BookingState.WAITING_LIST: "You are on the waiting list",
    BookingState.OFFERED: "A place is offered to you",
    BookingState.REQUESTED: "A lead has still to agree",
    BookingState.UNPAID: "Your place is held until it is paid",
}


@dataclass(frozen=True)
class Coming:
    """A session of the school's, and who goes."""

    session: StudyGroupSession
    place: str
    people: str

    @property
    def is_off(self) -> bool:
        return self.session.state == SessionState.CANCELLED


@dataclass(frozen=True)
class NextSessions:
    """What is soonest, and how much there is altogether."""

    sessions: list[Coming]
    summary: str
    came: int


def next_sessions_of(right: BookingRight) -> NextSessions:
    """The soonest sessions that this person may see bookings of. Three queries."""
    lines = bookings_to_come(right)
    folds = [fold for fold in by_date(lines) if not fold.lines[0].is_postponed]
    return NextSessions(
        [_coming(fold.lines, right) for fold in folds[:SESSIONS_AT_FIRST]],
        _summary(lines, right),
        times_come_this_year(right),
    )


def _coming(lines: list[Line], right: BookingRight) -> Coming:
    session, state = lines[0].session, lines[0].booking.state
    people = (
        join_words(sorted(_name(line) for line in lines))
        if right.everyone
        else _OF_YOUR_OWN.get(state, "")
    )
    return Coming(session, place_of(session), people)


def _name(line: Line) -> str:
    note = _BESIDE_A_NAME.get(line.booking.state, "")
    return f"{line.name} ({note})" if note else line.name


def _summary(lines: list[Line], right: BookingRight) -> str:
    """ "34 bookings for 9 colleagues"; "" where there are none."""
    if not lines:
        return ""
    bookings = counted(len(lines), "booking")
    people = len({line.booking.colleague_id for line in lines})
    return f"{bookings} for {counted(people, 'colleague')}" if right.everyone else bookings
