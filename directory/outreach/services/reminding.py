"""One press of the coordinator reminds everyone on whom something of a kind waits; nobody has two
letters about one thing in a day (CA L45: half a day a week)."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F

from core.audit import record
from directory.outreach.letters import reminders as letters
from directory.outreach.models import OutreachEvaluation, OutreachRequest, PlanParty
from directory.outreach.queries.calendars import calendars_to_come
from directory.outreach.services.evaluations import AlreadyAnswered, RemindedToday
from directory.outreach.services.evaluations import remind as remind_of_evaluation
from directory.outreach.services.term_returns import remind_of_returns
from directory.outreach.states.plan import PlanState
from directory.outreach.states.request import RequestState


def remind_of_evaluations(*, by) -> int:
    """Senior leaders whose evaluation is overdue. Returns how many were written to now."""
    count = 0
    for evaluation in OutreachEvaluation.objects.overdue().select_related("plan"):
        try:
            remind_of_evaluation(evaluation, by=by)
        except (AlreadyAnswered, RemindedToday):
            continue
        count += 1
    return count


def remind_of_plans(*, by) -> int:
    """Parties that have not answered for a plan that waits to be agreed."""
    count = 0
    for party in unanswered_parties():
        with transaction.atomic():
            if letters.to_agree(party):
                record(party.plan, "outreach_plan.reminded", by=by, party=party.party)
                count += 1
    return count


def remind_of_offers(*, by) -> int:
    """Base schools that were offered a request and have not answered."""
    count = 0
    offered = OutreachRequest.objects.filter(state=RequestState.OFFERED)
    for request in offered.select_related("school", "practitioner__base_school"):
        with transaction.atomic():
            if letters.to_answer(request):
                record(request, "outreach_request.reminded", by=by)
                count += 1
    return count


def remind_of_calendars(*, by) -> int:
    """ASTs whose calendar of the term that runs is still to come (CB ¶7)."""
    term, asts = calendars_to_come()
    count = 0
    for practitioner in asts:
        with transaction.atomic():
            if letters.to_hand_in(practitioner, term):
                record(practitioner, "outreach_calendar.reminded", by=by, term=term.pk)
                count += 1
    return count


def unanswered_parties():
    """Parties asked for the version that waits now."""
    return PlanParty.objects.filter(
        plan__state=PlanState.AWAITING,
        version=F("plan__version"),
        agreed_at=None,
        sent_back_at=None,
    ).select_related("plan__practitioner", "plan__host_school", "plan__base_school")


REMINDERS: dict[str, Callable[..., int]] = {
    "returns": remind_of_returns,
    "evaluations": remind_of_evaluations,
    "plans": remind_of_plans,
    "offers": remind_of_offers,
    "calendars": remind_of_calendars,
}
