"""One AST's own evaluations and logs of a year, for performance management (CA L39, L65). Only
what is their own is asked for, and the colleagues they supported are in none of it (P14)."""

from dataclasses import dataclass

from core.academic_year import AcademicYear
from directory.models import Practitioner
from directory.outreach.models import OutreachEvaluation, OutreachVisit, TermReturn
from directory.outreach.models.visit import Activity
from directory.outreach.return_enums import UNWRITTEN
from directory.outreach.sessions_led import LedSession, sessions_led


@dataclass(frozen=True)
class Evidence:
    """What stands in the bundle."""

    practitioner: Practitioner
    year: AcademicYear
    evaluations: list[OutreachEvaluation]
    visits: list[OutreachVisit]
    sessions: list[LedSession]
    returns: list[TermReturn]

    @property
    def half_days(self) -> int:
        return sum(each.half_days for each in self.visits if each.activity != Activity.INREACH)

    @property
    def days(self) -> float:
        return self.half_days / 2

    @property
    def is_empty(self) -> bool:
        return not (self.evaluations or self.visits or self.sessions or self.returns)


def evidence_of(practitioner: Practitioner, year: AcademicYear) -> Evidence:
    """Four queries, however much there is."""
    evaluations = OutreachEvaluation.objects.answered().filter(
        plan__practitioner=practitioner,
        answered_at__gte=year.starts_at,
        answered_at__lt=year.ends_at,
    )
    visits = OutreachVisit.objects.of(practitioner).in_year(year).select_related("school")
    returns = TermReturn.objects.filter(
        practitioner=practitioner, term__academic_year=year.start
    ).exclude(state__in=UNWRITTEN)
    return Evidence(
        practitioner=practitioner,
        year=year,
        evaluations=list(evaluations.select_related("plan__host_school").order_by("answered_at")),
        visits=list(visits.order_by("visited_on", "pk")),
        sessions=sessions_led(practitioner, year.first_day, year.last_day),
        returns=list(returns.select_related("term", "post").order_by("term__starts_on")),
    )


VISIT_HEADINGS = ("Day", "School", "Activity", "Days", "Who was seen", "What was done", "Next")
SESSION_HEADINGS = ("Day", "Study group", "Session", "Attendances")
EVALUATION_HEADINGS = (
    "Answered", "School", "Focus", "By", "Job", "Support (1-4)", "About the support", "Issues",
    "Impact", "About the impact", "Anything else",
)  # fmt: skip


def visit_rows(evidence: Evidence):
    for each in evidence.visits:
        where = each.school.name if each.school else ""
        yield (each.visited_on, where, each.get_activity_display(), each.days, each.seen,
               each.summary, each.next_steps)  # fmt: skip


def session_rows(evidence: Evidence):
    for each in evidence.sessions:
        yield each.day, each.study_group, each.title, each.attendances


def evaluation_rows(evidence: Evidence):
    for each in evidence.evaluations:
        yield (each.answered_at, each.plan.host_school.name, each.plan.focus,
               each.respondent_name, each.respondent_job, each.support, each.support_words,
               each.issues, each.impact_mark, each.impact_words, each.anything_else)  # fmt: skip
