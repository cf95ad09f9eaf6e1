"""Sessions as entries of a public calendar. The joining link is never among them."""

from collections.abc import Iterator

from core.academic_year import AcademicYear
from core.calendars import Occasion
from psg_catalogue.models import StudyGroupPage, StudyGroupSession
from psg_catalogue.occasions import occasion_of_session


def occasions(group: StudyGroupPage | None = None) -> Iterator[Occasion]:
    """The published sessions since the last academic year, of one study group or of all: one
    query."""
    rows = StudyGroupSession.objects.published().filter(
        starts_at__gte=AcademicYear.current().previous.starts_at
    )
    if group is not None:
        rows = rows.filter(study_group=group)
    for session in rows.select_related("page", "study_group", "venue").order_by("starts_at", "pk"):
        yield occasion_of_session(session)
