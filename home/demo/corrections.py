"""Records of visits that were put right after their papers were in: each correction stands beside
the return, or the completed plan, with its day and its reason."""

from datetime import timedelta

from core.academic_year import AcademicYear
from directory.enums import Season
from directory.outreach.models import OutreachVisit
from directory.outreach.models.visit import Activity, PartOfDay
from directory.outreach.queries.term_days import host_terms
from directory.outreach.services.visits import change_visit, record_visit
from home.demo.clock import as_of
from home.demo.support_steps import Cast, at
from home.demo.words import MARIGOLD, OSRIC


def load_corrections(cast: Cast) -> None:
    """One visit was longer than its record said, and one was forgotten; both in the spring."""
    spring = next(
        term for term in host_terms(AcademicYear.current().previous) if term.season == Season.SPRING
    )
    later = at(spring.ends_on + timedelta(days=24))
    osric, marigold = cast.people[OSRIC], cast.people[MARIGOLD]
    visit = OutreachVisit.objects.of(osric).in_term(spring).order_by("visited_on").first()
    with as_of(later):
        change_visit(
            visit,
            visited_on=visit.visited_on,
            part=PartOfDay.DAY,
            activity=visit.activity,
            summary=visit.summary,
            plan=visit.plan,
            seen=visit.seen,
            next_steps=visit.next_steps,
            reason="It was the whole day: the staff meeting in the afternoon was left out.",
            by=osric.user,
        )
        record_visit(
            marigold,
            visited_on=spring.starts_on + timedelta(days=8),
            part=PartOfDay.MORNING,
            activity=Activity.LA_TRAINING,
            summary="Led the morning for new subject leaders of English.",
            reason="Found when the diary was looked through: it had never been recorded.",
            by=marigold.user,
        )
