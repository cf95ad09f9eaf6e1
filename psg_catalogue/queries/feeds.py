"""Sessions as entries of a public calendar. The joining link is never among them."""

from collections.abc import Iterator

from core.academic_year import AcademicYear
from core.calendars import Occasion, stable_uid
from psg_catalogue.enums import SessionState
from psg_catalogue.models import StudyGroupPage, StudyGroupSession
from psg_catalogue.occasions import place_of, session_url

# Postponed has no date any more: a calendar drops the entry until there is one again.
_OFF = (SessionState.CANCELLED, SessionState.POSTPONED)


def occasions(group: StudyGroupPage | None = None) -> Iterator[Occasion]:
    """The published sessions since the last academic year, of one study group or of all: one
    query."""
    rows = StudyGroupSession.objects.published().filter(
        starts_at__gte=AcademicYear.current().previous.starts_at
    )
    if group is not None:
        rows = rows.filter(study_group=group)
    for session in rows.select_related("page", "study_group", "venue").order_by("starts_at", "pk"):
        yield Occasion(
            uid=stable_uid("session", str(session.calendar_uid)),
            summary=f"{session.study_group.title}: {session.page.title}",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            sequence=session.calendar_sequence,
            location=place_of(session),
            description=session.study_group.summary,
            url=session_url(session),
            cancelled=session.state in _OFF,
        )
