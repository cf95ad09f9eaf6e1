"""The people a booking is for: as they stand now, newcomers among them, and why one is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.models import Colleague, School
from directory.services.colleagues import ColleagueListed, add_colleague
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.refusals import ClashingBooking, ColleagueLeft, NotOfThisSchool, PersonRefused


@dataclass(frozen=True)
class Newcomer:
    """Somebody to put on the staff list with the booking, and only with it."""

    name: str
    job_title: str = ""
    email: str = ""


def lock_people(people: Sequence[Colleague]) -> list[Colleague]:
    """The same people as they stand now. Their rows are held too, after the sessions': otherwise
    one person could be booked onto two overlapping sessions from two browsers at once."""
    if not people:
        return []
    rows = Colleague.objects.select_for_update(no_key=True).order_by("pk")
    fresh = {row.pk: row for row in rows.filter(pk__in=[person.pk for person in people])}
    return [fresh[person.pk] for person in people if person.pk in fresh]


def on_staff_list(newcomer: Newcomer, school: School, by, by_office: bool) -> Colleague:
    """The newcomer on the staff list: added now, or whoever stands there under that address or
    name, so that sending a form twice adds nobody twice."""
    try:
        return add_colleague(
            school,
            name=newcomer.name,
            job_title=newcomer.job_title,
            email=newcomer.email,
            by=by,
            on_behalf_of=school.urn if by_office else "",
        )
    except ColleagueListed as listed:
        return listed.colleague


def person_refusal(
    person: Colleague, session: StudyGroupSession, school: School, others: Sequence[Booking]
) -> PersonRefused | None:
    """Why this person cannot be booked: NotOfThisSchool, ColleagueLeft, ClashingBooking. `others`
    are their bookings at that time."""
    if person.school_id != school.pk:
        return NotOfThisSchool(person)
    if person.left_on:
        return ColleagueLeft(person)
    for other in others:
        return ClashingBooking(person, other, same_session=other.session_id == session.pk)
    return None
