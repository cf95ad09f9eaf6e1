"""A school's bookings to come, by colleague or by date, and who has been to what this year."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from core.academic_year import AcademicYear
from core.templatetags.wording import clock_range, counted, join_words, short_day
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
# So few lines are quicker read than unfolded.
LINES_LEFT_OPEN = 12


@dataclass(frozen=True)
class Line:
    """One session of one colleague."""

    name: str
    job: str
    session: StudyGroupSession
    booking: Booking | None = None
    place: int = 0
    came: tuple[str, str, str] | None = None

    @property
    def may_cancel(self) -> bool:
        return bool(self.booking and self.booking.state in ACTIVE_BOOKING_STATES)

    @property
    def is_postponed(self) -> bool:
        return self.session.state == SessionState.POSTPONED

    @property
    def is_off(self) -> bool:
        return self.session.state == SessionState.CANCELLED

    @property
    def day(self) -> str:
        """ "Tue 24 Nov"; a postponed session has none."""
        return "No date yet" if self.is_postponed else short_day(self.session.starts_at)


@dataclass(frozen=True)
class Fold:
    """Lines that belong together, folded under what they have in common."""

    title: str
    beside: str
    told: str
    lines: list[Line]


def bookings_to_come(right: BookingRight) -> list[Line]:
    """What this person may see of the school's bookings on sessions to come, cancelled sessions
    among them, so that nobody waits for what is off. Two queries."""
    kept = [*ACTIVE_BOOKING_STATES, BookingState.CANCELLED_BY_ORGANISER]
    found = Booking.objects.filter(school=right.school, state__in=kept).filter(
        Q(session__ends_at__gte=timezone.now()) | Q(session__state=SessionState.POSTPONED)
    )
    bookings = _own(found, right).select_related(
        "colleague", "session__page", "session__study_group", "session__venue"
    )
    bookings = list(bookings.order_by("colleague__name", "colleague", "session__starts_at", "pk"))
    line = _line_of({b.session_id for b in bookings if b.state == BookingState.WAITING_LIST})
    return [
        Line(
            booking.colleague.name,
            booking.colleague.job_title,
            booking.session,
            booking=booking,
            place=line.get(booking.pk, 0),
        )
        for booking in bookings
    ]


def attendance_this_year(right: BookingRight, page: int | str | None = None) -> Page:
    """Who of the school came to what in the academic year so far, walk-ins too: one page of lines,
    by colleague. Two queries."""
    entries = _entries_this_year(right).select_related(
        "colleague", "session__page", "session__study_group"
    )
    entries = entries.order_by("name", "person_key", "-session__starts_at", "pk")
    shown = Paginator(entries, LINES_ON_A_PAGE).get_page(page)
    shown.object_list = by_colleague(
        Line(
            entry.name,
            entry.colleague.job_title if entry.colleague else "",
            entry.session,
            came=CAME[Attendance(entry.attendance)],
        )
        for entry in shown.object_list
    )
    return shown


def times_come_this_year(right: BookingRight) -> int:
    """How often somebody of the school was present this year. One query."""
    return _entries_this_year(right).filter(attendance=Attendance.PRESENT).count()


def by_colleague(lines: Iterable[Line]) -> list[Fold]:
    """Lines that stand in the order of their colleagues, one fold a colleague."""
    grouped = groupby(lines, key=lambda line: (line.name, line.job))
    return [_fold(name, job, list(group)) for (name, job), group in grouped]


def by_date(lines: Iterable[Line]) -> list[Fold]:
    """The same lines, one fold a session: the soonest first, those without a date last."""
    soonest = sorted(lines, key=lambda line: (line.is_postponed, line.session.starts_at))
    return [
        _of_session(list(group)) for _, group in groupby(soonest, key=lambda line: line.session.pk)
    ]


def _fold(name: str, job: str, lines: list[Line]) -> Fold:
    return Fold(name, job, _attendance(lines) if lines[0].came else _to_come(lines), lines)


def _attendance(lines: list[Line]) -> str:
    """ "Came 4 times, did not come once"."""
    tally = Counter(line.came[0] for line in lines)
    said = [
        f"{words} {'once' if tally[words] == 1 else counted(tally[words], 'time')}"
        for words, _, _ in CAME.values()
        if tally[words]
    ]
    return ", ".join([said[0], *(each[0].lower() + each[1:] for each in said[1:])])


def _to_come(lines: list[Line]) -> str:
    """ "8 sessions, next Wed 2 Dec", by the first that takes place on a known day."""
    sure = [line for line in lines if not (line.is_postponed or line.is_off)]
    how_many = counted(len(lines), "session")
    return f"{how_many}, next {sure[0].day}" if sure else how_many


def _of_session(lines: list[Line]) -> Fold:
    first, session = lines[0], lines[0].session
    beside = [
        "Cancelled" if first.is_off else "",
        "" if first.is_postponed else clock_range(session.starts_at, session.ends_at),
        place_of(session),
    ]
    names = join_words(sorted(line.name for line in lines))
    title = f"{first.day}: {session.study_group.title}"
    return Fold(title, ", ".join(filter(None, beside)), names, lines)


def place_of(session: StudyGroupSession) -> str:
    """ "online", or where it is; "" while nobody knows."""
    return "online" if session.is_online else session.venue.name if session.venue else ""


def _entries_this_year(right: BookingRight):
    year = AcademicYear.current()
    return _own(
        RegisterEntry.objects.filter(
            school=right.school,
            session__state=SessionState.HELD,
            session__starts_at__gte=year.starts_at,
            session__starts_at__lt=year.ends_at,
        ),
        right,
    )


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
