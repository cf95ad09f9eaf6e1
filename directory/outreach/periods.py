"""How long outreach keeps people: three years after a plan or a request is closed, two after the
last that was heard of a candidate (DOMAIN 6.5)."""

from datetime import date

from django.db.models import QuerySet

from core.privacy.person import NO_ADDRESS
from core.services.retention import Category, register, years_before
from directory.outreach.models import (
    Candidate,
    OutreachEvaluation,
    OutreachPlan,
    OutreachRequest,
    PlanParty,
    SupportedColleague,
)
from directory.outreach.services.candidates import empty_candidate
from directory.outreach.states.plan import PlanState
from directory.outreach.states.request import RequestState

NOT_KEPT = "Name no longer kept"
_ENDED = (PlanState.CLOSED, PlanState.CANCELLED, PlanState.EVALUATED)


def register_periods() -> None:
    """Called once, when the app is ready."""
    register(
        Category(
            name="plans",
            heading="People named in outreach plans",
            years=3,
            after="the plan is closed",
            then="Names are taken out; the plan stays",
            due=_old_plans,
            remove=_empty_plans,
        )
    )
    register(
        Category(
            name="requests",
            heading="Who asked for support",
            years=3,
            after="the request is settled",
            then="Name and address are taken out; the request stays",
            due=_old_requests,
            remove=lambda rows: rows.update(
                requester_name=NOT_KEPT, requester_email=NO_ADDRESS, requester_job=""
            ),
        )
    )
    register(
        Category(
            name="candidates",
            heading="People who wished to become an AST",
            years=2,
            after="the last step or support",
            then="Name, address and notes are taken out; that there was a candidate stays",
            due=_old_candidates,
            remove=_empty_candidates,
        )
    )


def _old_candidates(today: date, years: int) -> QuerySet[Candidate]:
    """Also those who were appointed: from then on they are known as practitioners."""
    quiet = Candidate.objects.quiet_since(years_before(today, years))
    return quiet.exclude(email__endswith=NO_ADDRESS)


def _empty_candidates(rows: QuerySet[Candidate]) -> int:
    found = list(rows)
    for candidate in found:
        empty_candidate(candidate, name=NOT_KEPT)
    return len(found)


def _old_plans(today: date, years: int) -> QuerySet[OutreachPlan]:
    ended = OutreachPlan.objects.filter(state__in=[state.value for state in _ENDED])
    old = ended.filter(state_since__lt=years_before(today, years))
    return old.exclude(leader_email=NO_ADDRESS)


def _empty_plans(rows: QuerySet[OutreachPlan]) -> int:
    plans = list(rows.values_list("pk", flat=True))
    SupportedColleague.objects.filter(plan__in=plans).delete()
    PlanParty.objects.filter(plan__in=plans).update(name=NOT_KEPT, email="")
    answers = OutreachEvaluation.objects.filter(plan__in=plans)
    answers.update(respondent_name="", respondent_job="")
    return OutreachPlan.objects.filter(pk__in=plans).update(
        leader_name=NOT_KEPT,
        leader_email=NO_ADDRESS,
        leader_job="",
        base_head_name=NOT_KEPT,
        base_head_email=NO_ADDRESS,
    )


def _old_requests(today: date, years: int) -> QuerySet[OutreachRequest]:
    settled = [RequestState.PLANNED, RequestState.DECLINED, RequestState.WITHDRAWN]
    old = OutreachRequest.objects.filter(
        state__in=[state.value for state in settled], state_since__lt=years_before(today, years)
    )
    return old.exclude(requester_email=NO_ADDRESS)
