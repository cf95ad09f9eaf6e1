"""What waits for one person in outreach: the AST's papers and records, and the agreement or the
evaluation of a leader whom a plan names. Nothing of anybody else's."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from core.models import User
from core.templatetags.wording import long_date, weekday_day
from directory.models import Practitioner
from directory.outreach.models import (
    OutreachCalendar,
    OutreachEvaluation,
    OutreachPlan,
    TermReturn,
)
from directory.outreach.queries.desk_lists import Item
from directory.outreach.queries.own_work import OwnWork
from directory.outreach.return_enums import UNWRITTEN, ReturnState
from directory.outreach.services.reminding import unanswered_parties
from directory.outreach.states.plan import Party, PlanState

HALF_DAYS_SHOWN = 5


def tasks_of(user: User, work: OwnWork | None, naming: list[OutreachPlan]) -> list[Item]:
    """What others wait for comes first, then what is the AST's own to keep. `work` is that of the
    AST whom the account belongs to, `naming` the plans that name its holder as a leader. The number
    of queries does not depend on how much there is."""
    found = list(_to_agree(user, work))
    if naming:
        found += _to_evaluate(user)
    if work is not None:
        found += [*_to_send_again(work), *_returns(work.practitioner), *_calendar(work)]
    return found


def _to_agree(user: User, work: OwnWork | None) -> Iterator[Item]:
    theirs = Q(party=Party.BASE_HEAD, plan__base_head_email__iexact=user.email)
    theirs |= Q(party=Party.HOST_LEADER, plan__leader_email__iexact=user.email)
    if work is not None:
        theirs |= Q(party=Party.AST, plan__practitioner=work.practitioner)
    for party in unanswered_parties().filter(theirs).order_by("asked_at", "pk"):
        yield Item(
            f"Agree the plan “{party.plan.focus}”, or send it back",
            _plan(party.plan_id),
            f"{party.plan.host_school}, since {long_date(party.asked_at)}",
        )


def _to_evaluate(user: User) -> Iterator[Item]:
    asked = OutreachEvaluation.objects.unanswered().filter(
        asked_at__isnull=False, plan__leader_email__iexact=user.email
    )
    for each in asked.select_related("plan__practitioner").order_by("due_on", "pk"):
        yield Item(
            f"Evaluate the support of {each.plan.practitioner}",
            _plan(each.plan_id),
            f"“{each.plan.focus}”, by {long_date(each.due_on)}",
        )


def _to_send_again(work: OwnWork) -> Iterator[Item]:
    """Drafts of a second version: somebody sent the plan back, or it was opened to be changed."""
    for plan in work.live:
        if plan.state == PlanState.DRAFT and plan.version > 1:
            yield Item(
                f"Put the plan “{plan.focus}” right, and send it again",
                _plan(plan.pk),
                f"{plan.host_school}, a draft since {long_date(plan.state_since)}",
            )


def _returns(practitioner: Practitioner) -> Iterator[Item]:
    """CA L37. The one of the term that runs is named with its day."""
    rows = TermReturn.objects.filter(practitioner=practitioner, state__in=UNWRITTEN)
    for due in rows.with_names().order_by("term__starts_on", "pk"):
        if due.state == ReturnState.RETURNED:
            note = f"sent back: {due.returned_reason}"
        else:
            note = f"{'overdue since' if due.is_overdue else 'due'} {long_date(due.due_on)}"
        yield Item(
            f"Write the termly return, {due.term}", reverse("outreach:return", args=[due.pk]), note
        )


def _calendar(work: OwnWork) -> Iterator[Item]:
    """The calendar of the term that runs: to hand in (CB ¶7), and its half days that are over and
    have no record."""
    today = timezone.localdate()
    for term, kept in work.terms:
        if not term.starts_on <= today <= term.ends_on:
            continue
        there = reverse("outreach:calendar", args=[term.pk])
        if kept is None or kept.submitted_at is None:
            words = "the money of the term waits for it"
            yield Item(f"Hand in the calendar, {term}", there, words)
        if kept is not None:
            yield from _unrecorded(kept, there)


def _unrecorded(kept: OutreachCalendar, there: str) -> Iterator[Item]:
    missed = list(kept.half_days.unrecorded().order_by("day", "part"))
    for each in missed[:HALF_DAYS_SHOWN]:
        about = {"visited_on": each.day.isoformat(), "part": each.part, "plan": each.plan_id or ""}
        yield Item(
            f"Record {weekday_day(each.day)}, {each.get_part_display().lower()}",
            f"{reverse('outreach:new_visit')}?{urlencode(about)}",
            "planned, and nothing recorded",
        )
    if len(missed) > HALF_DAYS_SHOWN:
        yield Item(f"{len(missed) - HALF_DAYS_SHOWN} more half days to record", there)


def _plan(pk: int) -> str:
    return reverse("outreach:plan", args=[pk])
