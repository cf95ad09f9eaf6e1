"""A school's bookings to come, and who has been to what this year, each grouped by colleague."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from core.academic_year import AcademicYear
from psg_catalogue.booking_rights import BookingRight
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, Attendance, BookingState, SessionState
from psg_catalogue.models import Booking, RegisterEntry, StudyGroupSession

# Which sign and colour stand beside a person's attendance.
CAME = {
    Attendance.PRESENT: ("Came", "", "stroke"),
    Attendance.ABSENT: ("Did not come", "", "ring"),
    Attendance.APOLOGIES: ("Sent apologies", "", "letter-a"),
}
LINES_ON_A_PAGE = 60


@dataclass(frozen=True)
class Line:
    """One session of one colleague. `first` is the line that shows the name, `last` the end of
    that colleague's lines."""

    name: str
    job: str
    session: StudyGroupSession
    booking: Booking | None = None
    place: int = 0
    came: tuple[str, str, str] | None = None
    first: bool = True
    last: bool = True

    @property
    def may_cancel(self) -> bool:
        return bool(self.booking and self.booking.state in ACTIVE_BOOKING_STATES)


def bookings_to_come(right: BookingRight) -> list[Line]:
    """What this person may see of the school's bookings on sessions to come, cancelled sessions
    among them, so that nobody waits for what is off. Two queries."""
    kept = [*ACTIVE_BOOKING_STATES, BookingState.CANCELLED_BY_ORGANISER]
    found = Booking.objects.filter(school=right.school, state__in=kept).filter(
        Q(session__ends_at__gte=timezone.now()) | Q(session__state=SessionState.POSTPONED)
    )
    bookings = _own(found, right).select_related(
        "colleague", "session__page", "session__study_group"
    )
    bookings = list(bookings.order_by("colleague__name", "colleague", "session__starts_at", "pk"))
    line = _line_of({b.session_id for b in bookings if b.state == BookingState.WAITING_LIST})
    return _grouped(
        [
            Line(
                booking.colleague.name,
                booking.colleague.job_title,
                booking.session,
                booking=booking,
                place=line.get(booking.pk, 0),
            )
            for booking in bookings
        ]
    )


def attendance_this_year(right: BookingRight, page: int | str | None = None) -> Page:
    """Who of the school came to what in the academic year so far, walk-ins too: one page of it, of
    lines that know each other. Two queries."""
    year = AcademicYear.current()
    found = RegisterEntry.objects.filter(
        school=right.school,
        session__state=SessionState.HELD,
        session__starts_at__gte=year.starts_at,
        session__starts_at__lt=year.ends_at,
    )
    entries = _own(found, right).select_related(
        "colleague", "session__page", "session__study_group"
    )
    entries = entries.order_by("name", "person_key", "-session__starts_at", "pk")
    shown = Paginator(entries, LINES_ON_A_PAGE).get_page(page)
    shown.object_list = _grouped(
        [
            Line(
                entry.name,
                entry.colleague.job_title if entry.colleague else "",
                entry.session,
                came=CAME[Attendance(entry.attendance)],
            )
            for entry in shown.object_list
        ]
    )
    return shown


def _own(rows, right: BookingRight):
    return rows if right.everyone else rows.filter(colleague__user=right.user)


def _line_of(sessions: set[int]) -> dict[int, int]:
    """Each waiting booking's place in its session's line, over all these sessions at once."""
    waiting = Booking.objects.waiting().filter(session__in=sessions) if sessions else []
    places: dict[int, int] = {}
    seen: dict[int, int] = defaultdict(int)
    for booking in waiting:
        seen[booking.session_id] += 1
        places[booking.pk] = seen[booking.session_id]
    return places


def _grouped(lines: list[Line]) -> list[Line]:
    """The same lines, each knowing whether it begins or ends its colleague's."""
    shown = []
    for _, group in groupby(lines, key=lambda line: (line.name, line.job)):
        people = list(group)
        for number, line in enumerate(people):
            ends = number == len(people) - 1
            shown.append(Line(**{**line.__dict__, "first": number == 0, "last": ends}))
    return shown
