"""Who may read, write and agree a plan, and read its evaluation (DOMAIN 2.6): deny by default.

The senior leader and the base head are the people the plan names. An account is theirs when it
signs in with the address the plan names: that address also had the link."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from directory.enums import Role
from directory.models import Practitioner
from directory.outreach.links import EVALUATION, token_of
from directory.outreach.models import ASTAppointment, OutreachPlan, OutreachRequest, PlanParty
from directory.outreach.states.plan import Party
from directory.permissions import has_role, has_school_role


def practitioner_of(user) -> Practitioner | None:
    """The AST this account is, while in post: somebody who holds a post today, or whom another
    school was given by a school that pays itself. Who leads study groups alone records no
    outreach."""
    if not user.is_authenticated or not user.is_active:
        return None
    held = ASTAppointment.objects.live().filter(practitioner=OuterRef("pk"))
    plans = OutreachPlan.objects.filter(practitioner=OuterRef("pk"))
    asked = OutreachRequest.objects.filter(practitioner=OuterRef("pk"))
    found = Practitioner.objects.current().select_related("base_school", "user")
    return found.filter(Exists(held) | Exists(plans) | Exists(asked), user=user).first()


def parties_of(user, plan: OutreachPlan) -> set[str]:
    """Which parties of the plan the person is."""
    if not user.is_authenticated or not user.is_active:
        return set()
    parties = set()
    if plan.practitioner.user_id == user.pk:
        parties.add(Party.AST.value)
    if _same(user, plan.base_head_email):
        parties.add(Party.BASE_HEAD.value)
    if _same(user, plan.leader_email):
        parties.add(Party.HOST_LEADER.value)
    if has_role(user, Role.AST_COORDINATOR):
        parties.add(Party.AUTHORITY.value)
    return parties


def _same(user, email: str) -> bool:
    return bool(email) and user.email.lower() == email.lower()


def actors_of(user, plan: OutreachPlan) -> set[str]:
    """Whom the person stands for when they act on the plan."""
    parties = parties_of(user, plan)
    actors = set(parties)
    if Party.AUTHORITY in parties:
        actors.add("ast_coordinator")
    # Where the school funds the post, its lead coordinates the work (CB ¶2).
    if not plan.authority_pays and has_school_role(user, plan.base_school, Role.SCHOOL_LEAD):
        actors.add("base_lead")
    if not plan.authority_pays:
        actors.discard(Party.AUTHORITY.value)
    return actors


def may_write_plan(user, plan: OutreachPlan) -> bool:
    """The AST and the coordinator; they read it too, so nothing is written by whom it is hidden
    from."""
    return bool(parties_of(user, plan) & {Party.AST.value, Party.AUTHORITY.value})


def may_read_evaluation(user, plan: OutreachPlan) -> bool:
    """The AST always (CA L39), the base head, and the coordinator and advisers where the authority
    pays."""
    parties = parties_of(user, plan)
    if parties & {Party.AST.value, Party.BASE_HEAD.value}:
        return True
    return plan.authority_pays and has_role(user, Role.AST_COORDINATOR, Role.ADVISER)


def evaluation_url(user, plan: OutreachPlan) -> str:
    """Where the senior leader answers what they were asked, signed in as well as by the letter; ""
    for everyone else, and while nothing is asked."""
    if Party.HOST_LEADER not in parties_of(user, plan):
        return ""
    asked = (
        plan.evaluations.unanswered().filter(asked_at__isnull=False).order_by("asked_at").first()
    )
    return reverse("outreach:evaluate", args=[token_of(EVALUATION, asked.nonce)]) if asked else ""


def waiting_party(user, plan: OutreachPlan) -> PlanParty | None:
    """The first of the person's own parties whose agreement is awaited."""
    if plan.state != plan.State.AWAITING:
        return None
    asked = plan.parties.filter(
        version=plan.version,
        party__in=parties_of(user, plan),
        agreed_at=None,
        sent_back_at=None,
    )
    return asked.first()


def plans_read_by(user) -> QuerySet[OutreachPlan]:
    """The plans a person may read, supported colleague included: the queryset that every address of
    plans goes through. The AST, the two leaders named, the coordinator, the adviser who asked for
    the support; nobody else at all."""
    if not user.is_authenticated or not user.is_active:
        return OutreachPlan.objects.none()
    if has_role(user, Role.AST_COORDINATOR):
        return OutreachPlan.objects.all()
    mine = Q(practitioner__user=user) | _names(user)
    if has_role(user, Role.ADVISER):
        mine |= Q(request__requested_by=user)
    return OutreachPlan.objects.filter(mine)


def _names(user) -> Q:
    return Q(base_head_email__iexact=user.email) | Q(leader_email__iexact=user.email)


def plans_naming(user) -> QuerySet[OutreachPlan]:
    """Plans that name the person as head of the base school or senior leader of the host."""
    return OutreachPlan.objects.filter(_names(user))
