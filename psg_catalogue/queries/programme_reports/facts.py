"""What the registers of a year say, asked for once: which sessions were held, and how many came to
each from which school."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.utils import timezone

from core.academic_year import AcademicYear
from core.report_days import refuse_day_outside
from psg_catalogue.models import RegisterEntry
from psg_catalogue.queries.forum_report import Identities, held_sessions


class RowsGone(Exception):
    """The registers of this year are deleted; the Forum report's figures are what is left."""


@dataclass(frozen=True)
class Held:
    """One held session; `came` counts attendances by school, None for one not settled yet."""

    pk: int
    study_group: int
    venue: int | None
    is_online: bool
    capacity: int
    places_taken: int
    came: Counter


@dataclass
class Tally:
    """What is counted of some sessions."""

    study_groups: set[int] = field(default_factory=set)
    sessions: int = 0
    capacity: int = 0
    places_taken: int = 0
    attendances: int = 0
    schools: set[int] = field(default_factory=set)

    def add(self, session: Held, same: Callable[[int], int]) -> None:
        self.study_groups.add(session.study_group)
        self.sessions += 1
        self.capacity += session.capacity
        self.places_taken += session.places_taken
        self.attendances += session.came.total()
        self.schools |= {same(school) for school in session.came if school is not None}


class Facts:
    """Of one year up to a day. Five queries. Raises RowsGone and DayOutsideYear."""

    def __init__(self, year: AcademicYear, as_at: date | None = None) -> None:
        refuse_day_outside(year, as_at)
        self.year, self.as_at = year, as_at
        # Schools are counted as they were on this day.
        self.day = as_at or min(year.last_day, timezone.localdate())
        self.identities = Identities()
        self.same, self.host = self.identities.same, self.identities.host
        if year in self.identities.frozen:
            raise RowsGone
        self.sessions = self._sessions()

    def _sessions(self) -> list[Held]:
        held = held_sessions(self.year, self.as_at).order_by("starts_at", "pk")
        present = RegisterEntry.objects.present().filter(session__in=held.order_by())
        came: dict[int, Counter] = defaultdict(Counter)
        by_school = present.order_by().values_list("session", "school")
        for session, school, number in by_school.annotate(number=Count("pk")):
            came[session][school] += number
        fields = ("pk", "study_group", "venue", "joining_link", "capacity", "places_taken")
        return [
            Held(pk, group, venue, bool(link) and venue is None, capacity, taken, came[pk])
            for pk, group, venue, link, capacity, taken in held.values_list(*fields)
        ]

    def tally(self, keys_of: Callable[[Held], Iterable]) -> dict:
        """Counted under every key of each session: one of two subjects stands under both."""
        found: dict = defaultdict(Tally)
        for session in self.sessions:
            for key in keys_of(session):
                found[key].add(session, self.same)
        return dict(found)

    def total(self) -> Tally:
        """Over every session once (P25)."""
        whole = Tally()
        for session in self.sessions:
            whole.add(session, self.same)
        return whole

    def came_by_school(self) -> tuple[Counter, Counter]:
        """Attendances, and sessions somebody came to, by the school that stands for each: a school
        that converted is one (P4)."""
        attendances: Counter = Counter()
        sessions: Counter = Counter()
        for session in self.sessions:
            families: Counter = Counter()
            for school, number in session.came.items():
                if school is not None:
                    families[self.same(school)] += number
            attendances.update(families)
            sessions.update(families.keys())
        return attendances, sessions
