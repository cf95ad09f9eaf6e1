"""The sessions somebody leads, as outreach's calendars show what else is on."""

from collections.abc import Iterator
from datetime import date

from directory.models import Practitioner
from directory.outreach.engagements import Engagement
from psg_catalogue.enums import SessionState
from psg_catalogue.models import StudyGroupSession

_ON = (SessionState.PLANNED, SessionState.CONFIRMED, SessionState.HELD)


def sessions_as_engagements(
    practitioner: Practitioner, first: date, last: date
) -> Iterator[Engagement]:
    """Those of the groups they lead between two days: one query."""
    sessions = StudyGroupSession.objects.filter(
        study_group__leaderships__practitioner=practitioner,
        state__in=_ON,
        starts_at__date__range=(first, last),
    ).select_related("page")
    for session in sessions:
        yield Engagement(session.starts_at, session.ends_at, f"Study group: {session}")
