"""The programme as listings show it: light rows of sessions, and what their study groups are.

A listing needs every session of its span at once, for its counts, its term strip and "session 2 of
3". So one query brings them as tuples, one more what belongs to the groups, and the rest is done in
memory: the number of queries never depends on the number of sessions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import md5
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Count, F, Value
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from psg_catalogue import key_stages
from psg_catalogue.enums import OPEN_SESSION_STATES, Attendance, BookingState, SessionState
from psg_catalogue.models import (
    Booking,
    RegisterEntry,
    StudyGroupLeader,
    StudyGroupPage,
    StudyGroupSession,
)
from psg_catalogue.queries.addresses import ToUrl

_COLUMNS = (
    "pk", "state", "starts_at", "ends_at", "booking_closes_at", "capacity", "places_taken",
    "joining_link", "venue_note", "venue_id", "venue__name", "venue__street", "venue__town",
    "venue__postcode", "venue__easting", "venue__northing", "page__title", "page__url_path",
    "study_group_id", "study_group__title", "study_group__url_path", "study_group__summary",
    "study_group__audience", "study_group__last_published_at",
)  # fmt: skip
# Built once: naming twenty columns across five joins costs as much as asking for them.
_ROWS = StudyGroupSession.objects.published().order_by("starts_at", "pk").values_list(*_COLUMNS)
KEPT_SECONDS = 60
_SCHOOL_DAY_ENDS = 15


class Note(NamedTuple):
    """A mark below an entry: its words, empty for none, with its kind and sign."""

    words: str = ""
    kind: str = ""
    sign: str = ""


@dataclass
class GroupWords:
    """What a study group is about, for filters and lines."""

    subjects: list[tuple[str, str]] = field(default_factory=list)
    stages: list[tuple[str, str]] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)

    @cached_property
    def phases(self) -> list:
        return key_stages.phases_of([slug for slug, _ in self.stages])

    @cached_property
    def stage_words(self) -> str:
        return key_stages.in_words(self.stages)


@dataclass(slots=True)
class Listed:
    """One session in a listing. Times are London's; `number` and `of` count within the year;
    `is_bookable` while a place, or a place on the waiting list, can be asked for."""

    pk: int
    state: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime | None
    capacity: int
    taken: int
    is_online: bool
    place: str
    street: str
    town: str
    postcode: str
    easting: int | None
    northing: int | None
    title: str
    url: str
    group_id: int
    group_title: str
    group_url: str
    summary: str
    audience: str
    published_at: datetime | None
    is_over: bool
    is_bookable: bool
    group: GroupWords = field(default_factory=GroupWords)
    number: int = 1
    of: int = 1
    waiting: int = 0
    came: int | None = None
    tags: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def is_off(self) -> bool:
        return self.state in (SessionState.CANCELLED, SessionState.POSTPONED)

    @property
    def is_full(self) -> bool:
        return self.taken >= self.capacity

    @property
    def is_held(self) -> bool:
        return self.state == SessionState.HELD

    @property
    def has_places(self) -> bool:
        return self.is_bookable and not self.is_full

    @property
    def places_state(self) -> str:
        """What the places component calls it: "cancelled", "postponed" or ""."""
        return self.state if self.is_off else ""

    @property
    def entry_state(self) -> str:
        """What the diary entry calls it: "off", "past" or ""."""
        if self.is_off:
            return "off"
        return "past" if self.is_over else ""

    @property
    def calendar_state(self) -> str:
        if self.is_off:
            return self.state
        return "full" if self.is_full and not self.is_over else ""

    @property
    def number_words(self) -> str:
        return "One session" if self.of == 1 else f"Session {self.number} of {self.of}"

    @property
    def numbered_title(self) -> str:
        """Its own title below its study group's: "Session 2: prompts that travel"."""
        if self.of == 1 or self.title.casefold().startswith("session"):
            return self.title
        return f"Session {self.number}: {self.title}"

    @property
    def line(self) -> str:
        """Session 2 of 3, led by A and B. Key stages 1 and 2."""
        led = f", led by {' and '.join(self.group.leaders)}" if self.group.leaders else ""
        return f"{self.number_words}{led}{self._for_stages}"

    @property
    def short_line(self) -> str:
        """The same where the leader is known: "Session 2 of 3. Key stages 1 and 2"."""
        return f"{self.number_words}{self._for_stages}"

    @property
    def _for_stages(self) -> str:
        return f". {self.group.stage_words}" if self.group.stages else ""

    @property
    def note(self) -> Note:
        """What the reader must know before going there."""
        if self.state == SessionState.CANCELLED:
            return Note("Cancelled. Everyone booked has been told.", "stop")
        if self.state == SessionState.POSTPONED:
            return Note("Postponed. There is no new date yet.", "warn")
        if self.is_held:
            return Note("Held", "", "tick")
        if self.is_over:
            return Note()
        if not self.is_bookable:
            return Note("Booking has closed. You may come to the door.", "note")
        if self.is_online:
            return Note("Joining link sent when you book", "note")
        if self.starts_at.weekday() < 5 and self.starts_at.hour < _SCHOOL_DAY_ENDS:
            return Note("In the school day", "note")
        return Note()


def sessions_of_years(
    first: AcademicYear, last: AcademicYear | None, to_url: ToUrl, study_group: int | None = None
) -> list[Listed]:
    """Every published session from the first to the last year (None: whatever is planned), in order
    of date. `to_url` turns a page's url_path into its address."""
    found = _ROWS.filter(starts_at__gte=first.starts_at)
    if last is not None:
        found = found.filter(starts_at__lt=last.ends_at)
    if study_group is not None:
        found = found.filter(study_group=study_group)
    now = timezone.now()
    return _numbered([_listed(row, to_url, now) for row in found])


def sessions_of_group_year(study_group: int, year: AcademicYear, to_url: ToUrl) -> list[Listed]:
    """A study group's published sessions of one academic year, in order of date."""
    return sessions_of_years(year, year, to_url, study_group)


def sessions_led_by(practitioner: int, to_url: ToUrl) -> list[Listed]:
    """Every published session of the study groups somebody leads, in order of date."""
    now = timezone.now()
    rows = _ROWS.filter(study_group__leaderships__practitioner=practitioner)
    return _numbered([_listed(row, to_url, now) for row in rows])


def add_groups(sessions: list[Listed]) -> None:
    """Each session knows its group's subjects, key stages and leaders: one query, whose answer each
    process keeps until one of the groups is published again, a minute at most."""
    words = kept_group_words({(each.group_id, each.published_at) for each in sessions})
    for session in sessions:
        session.group = words[session.group_id]


def kept_group_words(groups: set[tuple[int, datetime | None]]) -> dict[int, GroupWords]:
    """`group_words` of these groups, each with the moment it was last published."""
    named = sorted((group, str(published_at)) for group, published_at in groups)
    digest = md5(repr(named).encode(), usedforsecurity=False).hexdigest()
    key, kept = f"group-words-{digest}", caches["fragments"]
    words = kept.get(key)
    if words is None:
        words = group_words(group for group, _ in named)
        kept.set(key, words, KEPT_SECONDS)
    return words


def add_counts(sessions: list[Listed]) -> None:
    """Full sessions know how many wait, held ones how many came: a query for each of the two, and
    only where there is one to ask about."""
    full = [each.pk for each in sessions if each.is_full and each.is_bookable]
    held = [each.pk for each in sessions if each.is_held]
    waiting = _counts(Booking.objects.filter(state=BookingState.WAITING_LIST), full)
    came = _counts(RegisterEntry.objects.filter(attendance=Attendance.PRESENT), held)
    for each in sessions:
        each.waiting = waiting.get(each.pk, 0)
        each.came = came.get(each.pk, 0) if each.is_held else None


def group_words(groups: Iterable[int]) -> dict[int, GroupWords]:
    """Subjects, key stages and leaders of study groups, by the number of their page: one query."""
    groups, words = set(groups), defaultdict(GroupWords)
    if not groups:
        return words
    columns = ("group", "kind", "order", "name", "slug")
    subjects = StudyGroupPage.subjects.through.objects.filter(studygrouppage__in=groups).annotate(
        group=F("studygrouppage_id"), kind=Value("subject"), order=Value(0),
        name=F("subject__name"), slug=F("subject__slug"),
    )  # fmt: skip
    stages = StudyGroupPage.key_stages.through.objects.filter(studygrouppage__in=groups).annotate(
        group=F("studygrouppage_id"), kind=Value("stage"), order=F("keystage__order"),
        name=F("keystage__name"), slug=F("keystage__slug"),
    )  # fmt: skip
    leaders = StudyGroupLeader.objects.filter(page__in=groups).order_by().annotate(
        group=F("page_id"), kind=Value("leader"), order=F("sort_order"),
        name=F("practitioner__name"), slug=Value(""),
    )  # fmt: skip
    rows = subjects.values_list(*columns).union(
        stages.values_list(*columns), leaders.values_list(*columns), all=True
    )
    for group, kind, _, name, slug in sorted(rows, key=_by_order):
        if kind == "leader":
            words[group].leaders.append(name)
        else:
            (words[group].subjects if kind == "subject" else words[group].stages).append(
                (slug, name)
            )
    return words


def _by_order(row: tuple) -> tuple[int, str]:
    _, _, order, name, _ = row
    return order or 0, name


def _counts(rows, sessions: list[int]) -> dict[int, int]:
    if not sessions:
        return {}
    counted = rows.filter(session__in=sessions).order_by().values("session_id")
    return dict(counted.annotate(number=Count("pk")).values_list("session_id", "number"))


def _listed(row: tuple, to_url: ToUrl, now: datetime) -> Listed:
    """One row of _COLUMNS as a session in a listing."""
    pk, state, starts_at, ends_at, closes_at, capacity, taken, link, note, venue, *rest = row
    (
        name,
        street,
        town,
        postcode,
        easting,
        northing,
        title,
        path,
        group,
        group_title,
        group_path,
        *words,
    ) = rest
    is_online = bool(link) and venue is None
    is_open = state in OPEN_SESSION_STATES and starts_at > now
    return Listed(
        pk=pk,
        state=state,
        starts_at=starts_at.astimezone(LONDON),
        ends_at=ends_at.astimezone(LONDON),
        closes_at=closes_at,
        capacity=capacity,
        taken=taken,
        is_online=is_online,
        place=place_words(is_online, name, note),
        street=street or "",
        town=town or "",
        postcode=postcode or "",
        easting=easting,
        northing=northing,
        title=title,
        url=to_url(path),
        group_id=group,
        group_title=group_title,
        group_url=to_url(group_path),
        summary=words[0],
        audience=words[1],
        published_at=words[2],
        is_over=ends_at < now,
        is_bookable=is_open and (closes_at is None or closes_at > now),
    )


def place_words(is_online: bool, school: str | None, note: str) -> str:
    """Where it is, in a few words; never the joining link."""
    if is_online:
        return "online"
    return school or note or "place to be announced"


def _numbered(sessions: list[Listed]) -> list[Listed]:
    """Each session knows its number among its study group's sessions of that academic year."""
    of: dict[tuple, list[Listed]] = defaultdict(list)
    for session in sessions:
        of[session.group_id, AcademicYear.of(session.day)].append(session)
    for siblings in of.values():
        for number, session in enumerate(siblings, start=1):
            session.number, session.of = number, len(siblings)
    return sessions
