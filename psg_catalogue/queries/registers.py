"""What the register shows: its rows in the order of surnames, the count so far, and the sessions
whose registers a person takes."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.academic_year import LONDON
from core.models import User
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, OPEN_SESSION_STATES, Attendance, SessionState
from psg_catalogue.models import Booking, RegisterEntry, StudyGroupLeader, StudyGroupSession
from psg_catalogue.services.registers import BOOKED, LISTED
from subscriptions.models import Subscription

# Words that begin a surname of several words.
_PARTICLES = {"da", "de", "del", "della", "den", "der", "di", "du", "la", "le", "van", "von"}
SPARE_LINES = 5
# Fewer lines than this leave half a sheet of paper empty.
FEWEST_LINES = 19


def surname_first(name: str) -> str:
    """The name as a register lists it: "Finch, Aurelia". One word stays as it is."""
    words = name.split()
    if len(words) < 2:
        return name
    start = next(
        (i for i, word in enumerate(words[1:-1], start=1) if word.lower() in _PARTICLES),
        len(words) - 1,
    )
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


@dataclass(frozen=True)
class Row:
    """One person. `key` names them to services.registers.mark_attendance; `value` is their mark or
    "", and `was` what is kept where a form shows another; only a walk-in can be taken off (`entry`
    is the number of the line)."""

    key: str
    name: str
    given_name: str
    school: str
    value: str = ""
    note: str = ""
    note_icon: str = ""
    expected: bool = False
    entry: int | None = None
    was: str = ""


@dataclass
class Sheet:
    """The register of one session."""

    rows: list[Row] = field(default_factory=list)

    @property
    def expected(self) -> list[Row]:
        return [row for row in self.rows if row.expected]

    @property
    def walk_ins(self) -> list[Row]:
        """Those who can be taken off again."""
        return [row for row in self.rows if row.entry]

    @property
    def unmarked(self) -> list[Row]:
        """Those who were booked and have no mark yet."""
        return [row for row in self.rows if row.expected and not row.value]

    @property
    def tally(self) -> list[tuple[int, str]]:
        """The count so far, in the order of the cells."""
        count = dict.fromkeys(Attendance.values, 0)
        for row in self.rows:
            if row.value:
                count[row.value] += 1
        return [
            (count[Attendance.PRESENT], "present"),
            (count[Attendance.ABSENT], "absent"),
            (count[Attendance.APOLOGIES], "apologies"),
            (len(self.unmarked), "not marked"),
        ]

    @property
    def marks(self) -> dict[str, str]:
        return {row.key: row.value for row in self.rows}

    def matching(self, words: str) -> list[Row]:
        """The rows whose name or school holds what was typed."""
        wanted = words.casefold().split()
        return [
            row
            for row in self.rows
            if all(word in f"{row.given_name} {row.school}".casefold() for word in wanted)
        ]


def register_sheet(session: StudyGroupSession) -> Sheet:
    """Those booked by surname, then the waiting list in its order, then walk-ins as they came.
    Three queries, however many people."""
    entries = list(session.entries.select_related("school").order_by("pk"))
    by_booking = {entry.booking_id: entry for entry in entries if entry.booking_id}
    bookings = session.bookings.filter(state__in=ACTIVE_BOOKING_STATES)
    bookings = list(bookings.select_related("colleague", "school").in_line())
    rows = [_of_booking(booking, by_booking.get(booking.pk)) for booking in bookings]
    booked = sorted((r for r in rows if r.expected), key=lambda row: row.name.casefold())
    waiting = [row for row in rows if not row.expected]
    shown = {booking.pk for booking in bookings}
    walk_ins = [entry for entry in entries if entry.booking_id not in shown]
    subscribed = _subscribed(session, walk_ins)
    return Sheet([*booked, *waiting, *(_of_entry(entry, subscribed) for entry in walk_ins)])


_NOTES = {
    Booking.State.WAITING_LIST: "On the waiting list",
    Booking.State.OFFERED: "Offered a place",
    Booking.State.REQUESTED: "Lead to agree",
}


def closed_lines(session: StudyGroupSession, typed: dict[str, str]) -> list[Row]:
    """Every line of a closed register by surname, by the numbers of its lines, with the mark typed
    for it where a form is shown again."""
    lines = (
        Row(
            key=f"{LISTED}{entry.pk}",
            name=surname_first(entry.name),
            given_name=entry.name,
            school=entry.school_name or entry.school_as_written or "School not known",
            value=typed.get(f"{LISTED}{entry.pk}", entry.attendance),
            was=entry.attendance,
        )
        for entry in session.entries.all()
    )
    return sorted(lines, key=lambda row: row.name.casefold())


def _of_booking(booking: Booking, entry: RegisterEntry | None) -> Row:
    has_place = booking.state == Booking.State.CONFIRMED
    return Row(
        key=f"{BOOKED}{booking.pk}",
        name=surname_first(booking.colleague.name),
        given_name=booking.colleague.name,
        school=booking.school.name,
        value=entry.attendance if entry else "",
        note="" if has_place else _NOTES[booking.state],
        note_icon="" if has_place else "clock",
        expected=has_place,
    )


def _of_entry(entry: RegisterEntry, subscribed: set[int]) -> Row:
    notes = ["Walk-in"] if entry.walk_in else []
    if entry.self_signed:
        notes.append("Signed in at the door")
    if entry.school_id is None and entry.school_as_written:
        notes.append("School for the office to settle")
    elif entry.school_id and entry.school_id not in subscribed and entry.walk_in:
        notes.append("School has no subscription")
    return Row(
        key=f"{LISTED}{entry.pk}",
        name=surname_first(entry.name),
        given_name=entry.name,
        school=entry.school_name or entry.school_as_written or "School not known",
        value=entry.attendance,
        note=". ".join(notes),
        entry=entry.pk if entry.walk_in and entry.booking_id is None else None,
    )


def _subscribed(session: StudyGroupSession, entries: list[RegisterEntry]) -> set[int]:
    """The schools among these that a subscription covers on the day of the session (P1)."""
    schools = {entry.school_id for entry in entries if entry.school_id}
    if not schools:
        return set()
    day = session.day
    covering = Subscription.objects.covering(day).filter(school__in=schools)
    return set(covering.values_list("school", flat=True))


@dataclass(frozen=True)
class RegisterLists:
    """Sessions by what is to be done with their registers."""

    today: list[StudyGroupSession]
    to_close: list[StudyGroupSession]
    coming: list[StudyGroupSession]

    @property
    def is_empty(self) -> bool:
        return not (self.today or self.to_close or self.coming)


def registers_of(user: User, *, everyones: bool):
    """The sessions whose registers a person takes: their own study groups', or all for the office;
    each with how many are booked and present."""
    sessions = StudyGroupSession.objects.all() if everyones else led_by(user)
    # Counted for the sessions of one page alone, not over every register there ever was.
    present = RegisterEntry.objects.filter(session=OuterRef("pk"), attendance=Attendance.PRESENT)
    came = Coalesce(Subquery(present.values("session").annotate(n=Count("pk")).values("n")), 0)
    return sessions.select_related("page", "study_group", "venue").annotate(came=came)


def leads_any(user: User) -> bool:
    """True for a leader of some study group, with or without a session yet."""
    return StudyGroupLeader.objects.filter(practitioner__user=user).exists()


def led_by(user: User):
    """The sessions of study groups the person leads."""
    groups = StudyGroupSession.objects.led_by(user).values("pk")
    return StudyGroupSession.objects.filter(pk__in=groups)


def registers_to_take(user: User, *, everyones: bool, now: datetime | None = None) -> RegisterLists:
    """Today's, those past that are still open, and those of the next four weeks. One query."""
    now = now or timezone.now()
    today = now.astimezone(LONDON).date()
    begins = datetime.combine(today, time.min, tzinfo=LONDON)
    ends = datetime.combine(today + timedelta(days=1), time.min, tzinfo=LONDON)
    found = registers_of(user, everyones=everyones).filter(
        state__in=OPEN_SESSION_STATES, starts_at__lt=ends + timedelta(weeks=4)
    )
    sessions = list(found.order_by("starts_at", "pk"))
    return RegisterLists(
        today=[s for s in sessions if begins <= s.starts_at < ends],
        to_close=[s for s in sessions if s.starts_at < begins],
        coming=[s for s in sessions if s.starts_at >= ends],
    )


def closed_registers(user: User, *, everyones: bool):
    """Sessions that have been held, the latest first."""
    held = registers_of(user, everyones=everyones).filter(state=SessionState.HELD)
    return held.order_by("-starts_at", "-pk")
