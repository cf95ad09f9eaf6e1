"""Who is booked on the demonstration's sessions: some full, one with a queue, one cancelled."""

import random
from datetime import timedelta

from core.models import User
from directory.models import Colleague, School
from home.demo.clock import as_of
from home.demo.people import SCHOOL, UNSUBSCRIBED_SCHOOL
from home.demo.programme import Programme
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.bookings import book_places
from psg_catalogue.services.session_changes import (
    cancel_session,
)

BOOKED_AHEAD = timedelta(days=12)
FULL = {("Sounds first: phonics that sticks", 2): 3, ("Talking before writing", 1): 2}
NEARLY_FULL = ("Unplugged first: computing for non-specialists", 1)
CANCELLED = ("Science with a question", 1)
REASON = "The leader is unwell. We hope to offer it again in the spring."


def load_bookings(
    programme: Programme,
    staff: dict[School, list[Colleague]],
    office: User,
    chance: random.Random,
) -> None:
    """Every session has colleagues booked, in the past as in the weeks to come."""
    subscribed = {
        school: people for school, people in staff.items() if school.name != UNSUBSCRIBED_SCHOOL
    }
    for title, sessions in programme.sessions.items():
        for number in range(1, len(sessions) + 1):
            session = programme.session(title, number)
            wanted = _wanted(title, number, session, chance)
            with as_of(session.starts_at - BOOKED_AHEAD):
                _book(session, subscribed, wanted, office, chance)
    cancelled = programme.session(*CANCELLED)
    cancel_session(cancelled, reason=REASON, by=office)


def _wanted(title: str, number: int, session: StudyGroupSession, chance: random.Random) -> int:
    if (title, number) in FULL:
        return session.capacity + FULL[title, number]
    if (title, number) == NEARLY_FULL:
        return session.capacity - 2
    return round(session.capacity * chance.uniform(0.3, 0.8))


def _book(
    session: StudyGroupSession,
    staff: dict[School, list[Colleague]],
    wanted: int,
    office: User,
    chance: random.Random,
) -> None:
    """Schools book up to three colleagues each until so many are booked or waiting. Where one of
    them has another session at that time, nobody of the three goes."""
    schools = sorted(staff, key=lambda school: (school.name != SCHOOL, chance.random()))
    asked = 0
    for school in [*schools, *schools]:
        people = chance.sample(staff[school], k=min(3, wanted - asked))
        if not people:
            return
        try:
            outcome = book_places(session, people, school=school, by=office, by_office=True)
        except BookingRefused:
            continue
        asked += len(outcome.booked) + len(outcome.waiting)
