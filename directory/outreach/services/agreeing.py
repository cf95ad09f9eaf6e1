"""Each party agrees a plan once, by a link or after signing in (DOMAIN 2.6)."""

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from directory.outreach.letters import plans as letters
from directory.outreach.models import OutreachAgreement, OutreachPlan, PlanParty
from directory.outreach.services.plans import PlanRefused, lock_plan, move_plan, new_version
from directory.outreach.states.plan import Party, PlanState


class NotAsked(PlanRefused):
    def __str__(self) -> str:
        return "This plan no longer waits for your answer: it was answered, or has changed."


@transaction.atomic
def agree_plan(party: PlanParty, *, by: User | None = None) -> OutreachPlan:
    """The party's agreement is dated; that of the last makes the plan agreed, and everyone knows.
    A second time changes nothing. Raises NotAsked for an earlier version, or one sent back."""
    plan = lock_plan(party.plan)
    # The plan's lock is held, so of the last two parties at once one sees the other's agreement.
    party = plan.parties.get(pk=party.pk)
    if party.agreed_at:
        return plan
    _check_asked(plan, party)
    party.agreed_at, party.agreed_by = timezone.now(), by
    party.save(update_fields=["agreed_at", "agreed_by"])
    record(plan, "outreach_plan.party_agreed", by=by, party=party.party, version=plan.version)
    agreed = {
        each.party: timezone.localdate(each.agreed_at)
        for each in plan.parties.filter(version=plan.version, agreed_at__isnull=False)
    }
    if set(agreed) == {each.value for each in plan.parties_needed}:
        _all_have_agreed(plan, agreed, by)
    return plan


def _all_have_agreed(plan: OutreachPlan, agreed: dict, by: User | None) -> None:
    OutreachAgreement.objects.create(
        plan=plan,
        version=plan.version,
        ast_on=agreed[Party.AST],
        base_head_on=agreed[Party.BASE_HEAD],
        host_leader_on=agreed[Party.HOST_LEADER],
        authority_asked=plan.authority_pays,
        authority_on=agreed.get(Party.AUTHORITY),
        agreed_at=timezone.now(),
    )
    move_plan(plan, "agree", by, version=plan.version)
    if plan.agreements.filter(visits__isnull=False).exists():
        move_plan(plan, "begin", None)  # it was under way before it was changed
    letters.tell_all_agreed(plan)


@transaction.atomic
def send_plan_back(party: PlanParty, *, comment: str, by: User | None = None) -> OutreachPlan:
    """The party asks for a change: the plan is a draft again, under the next number, and those who
    had agreed are asked anew. Raises NotAsked."""
    plan = lock_plan(party.plan)
    party = plan.parties.get(pk=party.pk)
    _check_asked(plan, party)
    party.sent_back_at, party.comment = timezone.now(), comment.strip()
    party.save(update_fields=["sent_back_at", "comment"])
    record(plan, "outreach_plan.party_sent_back", by=by, party=party.party, version=plan.version)
    new_version(plan, "send_back", by)
    party.plan = plan
    letters.tell_sent_back(party)
    return plan


def _check_asked(plan: OutreachPlan, party: PlanParty) -> None:
    waits = plan.state == PlanState.AWAITING and party.version == plan.version
    if not waits or party.agreed_at or party.sent_back_at:
        raise NotAsked
