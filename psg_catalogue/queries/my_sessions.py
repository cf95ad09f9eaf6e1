"""A leader's own sessions of the year, by what is to be done with them, and the count of study
groups that is expected of a leader (CB ¶4)."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import User
from directory.models import Practitioner
from psg_catalogue.enums import SessionState
from psg_catalogue.models import QAVisit, StudyGroupSession
from psg_catalogue.queries.feedback import unanswered_by_session
from psg_catalogue.queries.registers import registers_of
from psg_catalogue.queries.told import groups_led


@dataclass(frozen=True)
class MySessions:
    """`offered` study groups have a session this year that is not cancelled; `expected` is what the
    leader's kind says, 0 for nothing."""

    year: AcademicYear
    offered: int
    expected: int
    coming: list[StudyGroupSession]
    to_close: list[StudyGroupSession]
    held: list[StudyGroupSession]

    @property
    def is_empty(self) -> bool:
        return not (self.coming or self.to_close or self.held)

    @property
    def still_expected(self) -> int:
        return max(self.expected - self.offered, 0)

    @property
    def came(self) -> int:
        """Attendances of the year so far."""
        return sum(session.came for session in self.held)


def my_sessions(user: User, year: AcademicYear | None = None) -> MySessions:
    """The year's sessions, but for cancelled ones, with how many are booked and came; those not
    confirmed yet with the session they are to answer, as `told`. Five queries, however many."""
    year = year or AcademicYear.current()
    found = registers_of(user, everyones=False).in_year(year)
    shared = QAVisit.objects.shared().filter(session=OuterRef("pk")).values("pk")[:1]
    found = found.annotate(files=Count("page__files", distinct=True), shared_visit=Subquery(shared))
    sessions = list(found.exclude(state=SessionState.CANCELLED).order_by("starts_at", "pk"))
    asked = unanswered_by_session(s for s in sessions if s.state == SessionState.PLANNED)
    for session in sessions:
        session.told = asked.get(session.pk)
    offered, expected = _count(user, year)
    return MySessions(
        year=year,
        offered=offered,
        expected=expected,
        coming=[s for s in sessions if s.state != SessionState.HELD and not _is_past(s)],
        to_close=[s for s in sessions if s.is_open_state and _is_past(s)],
        held=[s for s in reversed(sessions) if s.state == SessionState.HELD],
    )


def _count(user: User, year: AcademicYear) -> tuple[int, int]:
    leader = Practitioner.objects.filter(user=user).select_related("kind").first()
    if leader is None:
        return 0, 0
    offered = groups_led([leader.pk], year.first_day, year.last_day)
    return offered.get(leader.pk, 0), leader.kind.expected_study_groups


def _is_past(session: StudyGroupSession) -> bool:
    """Over, and waiting for its register; one postponed waits for its new date."""
    return session.is_open_state and session.ends_at < timezone.now()
