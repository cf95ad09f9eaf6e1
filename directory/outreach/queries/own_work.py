"""What one AST has in hand: plans, requests to plan, days, visits, calendars."""

from dataclasses import dataclass

from core.academic_year import AcademicYear
from directory.models import Practitioner
from directory.outreach.models import (
    OutreachCalendar,
    OutreachPlan,
    OutreachRequest,
    OutreachVisit,
)
from directory.outreach.queries.balances import Balance, balance_of
from directory.outreach.queries.plan_days import with_days
from directory.outreach.queries.term_days import host_terms
from directory.outreach.states.plan import LIVE_PLAN_STATES
from directory.outreach.states.request import RequestState

VISITS_SHOWN = 20


@dataclass(frozen=True)
class OwnWork:
    """One page's worth; the number of queries does not depend on how much there is."""

    practitioner: Practitioner
    balance: Balance
    to_plan: list[OutreachRequest]
    offered: list[OutreachRequest]
    live: list[OutreachPlan]
    finished: list[OutreachPlan]
    visits: list[OutreachVisit]
    terms: list[tuple]


def own_work(practitioner: Practitioner) -> OwnWork:
    year = AcademicYear.current()
    asked = OutreachRequest.objects.filter(
        practitioner=practitioner, state__in=[RequestState.OFFERED, RequestState.ACCEPTED]
    ).select_related("school", "subject")
    plans = with_days(
        OutreachPlan.objects.of(practitioner).select_related("practitioner", "host_school")[:60]
    )
    visits = OutreachVisit.objects.of(practitioner).select_related("school")
    terms = host_terms(year)
    handed_in = {
        each.term_id: each
        for each in OutreachCalendar.objects.filter(practitioner=practitioner, term__in=terms)
    }
    return OwnWork(
        practitioner=practitioner,
        balance=balance_of(practitioner, year),
        to_plan=[each for each in asked if each.state == RequestState.ACCEPTED],
        offered=[each for each in asked if each.state == RequestState.OFFERED],
        live=[plan for plan in plans if plan.state in LIVE_PLAN_STATES],
        finished=[plan for plan in plans if plan.state not in LIVE_PLAN_STATES],
        visits=list(visits[:VISITS_SHOWN]),
        terms=[(term, handed_in.get(term.pk)) for term in terms],
    )
