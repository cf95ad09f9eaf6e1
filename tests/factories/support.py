"""Made-up requests for support, plans, visits and evaluations."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from directory.models import Practitioner
from directory.outreach.models import (
    OutreachAgreement,
    OutreachPlan,
    OutreachRequest,
    OutreachVisit,
    PlanObjective,
)
from directory.outreach.states.plan import PlanState
from directory.outreach.states.request import RequestState
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory
from tests.factories.people import person


def the_ast(*, in_post: bool = True, **fields) -> Practitioner:
    """Somebody with an account who holds an AST post at the base school; without `in_post` a
    practitioner alone."""
    practitioner = PractitionerFactory(user=person(), **fields)
    if in_post:
        ASTAppointmentFactory(
            post=ASTPostFactory(base_school=practitioner.base_school), practitioner=practitioner
        )
    return practitioner


class OutreachRequestFactory(DjangoModelFactory):
    """Submitted by a school; `accepted` by the base school of an AST."""

    school = factory.SubFactory(SchoolFactory)
    requester_name = "Maud Ellerwood"
    requester_job = "Deputy headteacher"
    requester_email = factory.Sequence(lambda n: f"requester{n}@example.org")
    need = "Phonics in Year 1 does not stick."
    head_agrees = True

    class Meta:
        model = OutreachRequest

    class Params:
        accepted = factory.Trait(
            state=RequestState.ACCEPTED,
            practitioner=factory.LazyFunction(the_ast),
            consulted_on=date(2026, 9, 1),
        )


class OutreachPlanFactory(DjangoModelFactory):
    """A draft with one objective, ready to be sent; `agreed` by everyone a month ago."""

    practitioner = factory.LazyFunction(the_ast)
    base_school = factory.SelfAttribute("practitioner.base_school")
    host_school = factory.SubFactory(SchoolFactory)
    focus = "Phonics in Year 1"
    half_days = 8
    leader_name = "Maud Ellerwood"
    leader_job = "Deputy headteacher"
    leader_email = factory.Sequence(lambda n: f"leader{n}@example.org")
    base_head_name = "Ignatius Plumtree"
    base_head_email = factory.Sequence(lambda n: f"head{n}@example.org")

    class Meta:
        model = OutreachPlan
        skip_postgeneration_save = True

    class Params:
        agreed = factory.Trait(state=PlanState.AGREED)

    @factory.post_generation
    def objectives(plan, create, given, **kwargs):
        if create and given != 0:
            PlanObjective.objects.create(
                plan=plan,
                objective="Daily phonics is brisk",
                measure="Checked in three lessons",
                by_when=timezone.localdate() + timedelta(days=60),
            )

    @factory.post_generation
    def agreement(plan, create, given, **kwargs):
        if create and plan.state in ("agreed", "active"):
            agree(plan)


def agree(plan: OutreachPlan, days_ago: int = 30) -> OutreachAgreement:
    """Every party agreed that long ago."""
    then = timezone.now() - timedelta(days=days_ago)
    day = timezone.localdate(then)
    return OutreachAgreement.objects.create(
        plan=plan,
        version=plan.version,
        ast_on=day,
        base_head_on=day,
        host_leader_on=day,
        authority_asked=plan.authority_pays,
        authority_on=day if plan.authority_pays else None,
        agreed_at=then,
    )


class OutreachVisitFactory(DjangoModelFactory):
    """A morning yesterday, under an agreed plan."""

    agreement = factory.LazyFunction(lambda: OutreachPlanFactory(agreed=True).live_agreement)
    practitioner = factory.SelfAttribute("agreement.plan.practitioner")
    school = factory.SelfAttribute("agreement.plan.host_school")
    visited_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    morning = True
    seen = "Year 1 teacher"
    summary = "Taught alongside, and planned the week."

    class Meta:
        model = OutreachVisit
