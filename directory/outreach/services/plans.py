"""Writing an outreach plan: who it is between, what it is to change, and sending it to be agreed.

Every service holds the plan's row, so that a plan is not changed while somebody agrees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.audit import record
from core.models import User
from core.services.outbox import one_line
from directory.outreach.funding import authority_pays
from directory.outreach.letters import plans as letters
from directory.outreach.models import (
    OutreachPlan,
    OutreachRequest,
    PlanObjective,
    PlanParty,
    SupportedColleague,
)
from directory.outreach.people import coordinator, email_of, school_leads
from directory.outreach.services.calendars import free_half_days
from directory.outreach.services.requests import follow_the_plan, lock_request
from directory.outreach.states.plan import Party, PlanState, plan_moves


class PlanRefused(Exception):
    """Nothing was changed. `str()` of it is a sentence for the person who asked."""


class NotADraft(PlanRefused):
    def __str__(self) -> str:
        return "This plan has been sent to be agreed. Choose “Change the plan” first."


class NotReady(PlanRefused):
    """The plan lacks what has to be agreed; the sentence says what."""


class StillToVisit(PlanRefused):
    def __str__(self) -> str:
        return "No visit is recorded under this plan. Record one, or cancel the plan."


class ChangedMeanwhile(PlanRefused):
    def __str__(self) -> str:
        return (
            "Somebody else has changed this plan since you opened it. Look at it in another window;"
            " what you have typed is kept here, and takes its place when you save again."
        )


@dataclass(frozen=True)
class Objective:
    """What is to change, how that will be known, and by when (CB ¶6)."""

    objective: str
    measure: str
    by_when: date


@transaction.atomic
def begin_plan(request: OutreachRequest, *, by: User | None) -> OutreachPlan:
    """A draft for an accepted request, with what is known already; the request is planned. Raises
    MoveNotAllowed. Asking twice gives the same plan."""
    request = lock_request(request)  # of two who begin at once the second finds the first's
    live = request.plans.exclude(state=PlanState.CANCELLED).first()
    if live is not None:
        return live
    follow_the_plan(request, "plan", by=by)
    practitioner = request.practitioner
    head = next(iter(school_leads(practitioner.base_school)), None)
    named = request.route == request.Route.SCHOOL
    plan = OutreachPlan.objects.create(
        request=request,
        practitioner=practitioner,
        base_school=practitioner.base_school,
        host_school=request.school,
        authority_pays=authority_pays(practitioner),
        created_at=timezone.now(),
        state_since=timezone.now(),
        focus=str(request.subject or "Support for a colleague"),
        half_days=request.half_days_wanted or 0,
        leader_name=request.requester_name if named else "",
        leader_job=request.requester_job if named else "",
        leader_email=request.requester_email if named else "",
        base_head_name=head.name if head else "",
        base_head_email=head.email if head else "",
    )
    record(plan, "outreach_plan.begun", by=by)
    return plan


@transaction.atomic
def write_plan(
    plan: OutreachPlan,
    *,
    by: User,
    objectives: Iterable[Objective] | None = None,
    colleagues: Iterable[tuple[str, str]] | None = None,
    edition: str = "",
    **fields,
) -> OutreachPlan:
    """The draft has these fields, objectives and supported colleagues (name, job) in place of the
    old ones. With the `edition` that the writer read, of two who write at once the second is told.
    Raises NotADraft, ChangedMeanwhile."""
    plan = lock_plan(plan)
    if plan.state != PlanState.DRAFT:
        raise NotADraft
    if edition and edition != edition_of(plan):
        raise ChangedMeanwhile
    for name, value in fields.items():
        setattr(plan, name, one_line(value) if name in _LINES else value)
    plan.save()
    if objectives is not None:
        plan.objectives.all().delete()
        PlanObjective.objects.bulk_create(
            PlanObjective(
                plan=plan,
                objective=each.objective,
                measure=each.measure,
                by_when=each.by_when,
                order=number,
            )
            for number, each in enumerate(objectives)
        )
    if colleagues is not None:
        plan.supported_colleagues.all().delete()
        SupportedColleague.objects.bulk_create(
            SupportedColleague(plan=plan, name=one_line(name), job=one_line(job))
            for name, job in colleagues
        )
    record(plan, "outreach_plan.written", by=by, version=plan.version)
    return plan


_LINES = ("focus", "leader_name", "leader_job", "base_head_name")
_WRITTEN = (*_LINES, "activities", "half_days", "starts_on", "ends_on", "leader_email",
            "base_head_email")  # fmt: skip


def edition_of(plan: OutreachPlan) -> str:
    """Tells one wording of a draft from another: it changes with every field, objective and
    supported colleague, and says none of them."""
    words = [
        *(getattr(plan, name) for name in _WRITTEN),
        *plan.objectives.values_list("objective", "measure", "by_when"),
        *plan.supported_colleagues.values_list("name", "job"),
    ]
    return salted_hmac("outreach_plan.edition", repr(words), algorithm="sha256").hexdigest()


@transaction.atomic
def send_plan(plan: OutreachPlan, *, by: User) -> OutreachPlan:
    """Each party has a link of its own. Raises NotReady with everything that lacks (CB ¶6: clear
    objectives and a named senior leader), MoveNotAllowed."""
    plan = lock_plan(plan)
    lacking = what_lacks(plan)
    if plan.state == PlanState.DRAFT and lacking:
        raise NotReady(f"Before it is sent, the plan needs {_listed(lacking)}.")
    move_plan(plan, "send", by, version=plan.version)
    for party in plan.parties_needed:
        name, email = _who(plan, party)
        asked = PlanParty.objects.create(
            plan=plan,
            version=plan.version,
            party=party,
            name=name,
            email=email,
            asked_at=timezone.now(),
        )
        letters.ask_to_agree(asked)
    return plan


def what_lacks(plan: OutreachPlan) -> list[str]:
    """What has to be written before the plan can be agreed."""
    return [
        words
        for words, there in (
            ("an objective with its measure and date", plan.objectives.exists()),
            ("its number of days", plan.half_days > 0),
            ("the senior leader’s name and email", plan.leader_name and plan.leader_email),
            (
                "the name and email of the head of the base school",
                plan.base_head_name and plan.base_head_email,
            ),
        )
        if not there
    ]


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _who(plan: OutreachPlan, party: Party) -> tuple[str, str]:
    if party == Party.AST:
        return plan.practitioner.name, email_of(plan.practitioner)
    if party == Party.BASE_HEAD:
        return plan.base_head_name, plan.base_head_email
    if party == Party.HOST_LEADER:
        return plan.leader_name, plan.leader_email
    office = coordinator()
    return office.name, office.email


@transaction.atomic
def revise_plan(plan: OutreachPlan, *, by: User) -> OutreachPlan:
    """The plan is a draft again, as a new version that everyone has to agree; until then no visit
    is recorded. What was agreed before stays on record with its days."""
    plan = lock_plan(plan)
    new_version(plan, "revise", by)
    return plan


def new_version(plan: OutreachPlan, move: str, by: User | None) -> None:
    """A draft under the next number; the agreement in force, if there is one, ends."""
    plan.agreements.filter(superseded_at=None).update(superseded_at=timezone.now())
    plan.version += 1
    move_plan(plan, move, by, version=plan.version)


@transaction.atomic
def cancel_plan(plan: OutreachPlan, *, reason: str, by: User) -> OutreachPlan:
    """No more visits under it; the half days to come are free, the parties know, and its request is
    open to plan again."""
    plan = lock_plan(plan)
    was_sent = plan.state != PlanState.DRAFT
    plan.reason = one_line(reason)[:500]
    move_plan(plan, "cancel", by)
    plan.agreements.filter(superseded_at=None).update(superseded_at=timezone.now())
    free_half_days(plan)
    follow_the_plan(plan.request, "unplan", by=by)
    letters.tell_cancelled(plan, was_sent=was_sent)
    return plan


def lock_plan(plan: OutreachPlan) -> OutreachPlan:
    """The plan, held: nobody changes it while somebody agrees it, or ends it while a visit is
    written."""
    together = ("request", "practitioner__user", "base_school", "host_school")
    return (
        OutreachPlan.objects.select_for_update(of=("self",))
        .select_related(*together)
        .get(pk=plan.pk)
    )


def move_plan(plan: OutreachPlan, move: str, by: User | None, **details) -> None:
    """The plan is in the state the table leads to. Raises MoveNotAllowed."""
    plan.state = plan_moves.target(move, plan.state)
    plan.state_since = timezone.now()
    plan.save()
    record(plan, f"outreach_plan.{move}", by=by, **details)
