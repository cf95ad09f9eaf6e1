"""The coordinator's desk: what is late, what waits on whom, what needs a decision (CA L45)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from directory.enums import Outreach, Role
from directory.models import Practitioner, Term
from directory.outreach.models import (
    CandidateSupport,
    OutreachEvaluation,
    OutreachPlan,
    PlanParty,
    PostReview,
)
from directory.outreach.services.calendars import save_calendar
from directory.outreach.services.term_returns import submit_return
from tests.directory.outreach.outreach_people import account_of, in_state, money_people
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory, CandidateFactory
from tests.factories.outreach_money import (
    FundingReleaseFactory,
    FundingStreamFactory,
    PolicyFactory,
    StreamPostFactory,
    TermFactory,
    TermReturnFactory,
)
from tests.factories.people import lead_of, person
from tests.factories.support import OutreachPlanFactory, OutreachRequestFactory, the_ast

pytestmark = pytest.mark.django_db
DESK, REMIND = "/outreach/desk/", "/outreach/desk/remind/"


@pytest.fixture
def coordinator(client):
    user = person(Role.AST_COORDINATOR)
    client.force_login(user)
    return user


def waiting_plan() -> PlanParty:
    plan = OutreachPlanFactory(state="awaiting_agreement")
    return PlanParty.objects.create(
        plan=plan, version=1, party="host_leader", name=plan.leader_name, email=plan.leader_email
    )


def overdue_evaluation() -> OutreachEvaluation:
    plan = OutreachPlanFactory()
    past = timezone.now() - timedelta(days=40)
    OutreachPlan.objects.filter(pk=plan.pk).update(
        state="evaluation_sent", completed_on=past.date()
    )
    return OutreachEvaluation.objects.create(
        plan=plan, kind="completion", asked_at=past, due_on=past.date() + timedelta(21)
    )


def offered_request():
    ast = the_ast()
    lead_of(ast.base_school)
    return OutreachRequestFactory(
        state="offered", practitioner=ast, consulted_on=timezone.localdate()
    )


def ast_without_calendar() -> None:
    TermFactory(running=True)
    Term.objects.update(starts_on=timezone.localdate() - timedelta(days=40))
    practitioner = ASTAppointmentFactory().practitioner
    Practitioner.objects.filter(pk=practitioner.pk).update(user=person(Role.PRACTITIONER))


def make_one_of_each(people) -> None:
    """Something for every list of the desk."""
    TermReturnFactory()
    overdue_evaluation()
    FundingReleaseFactory()
    TermFactory(running=True)
    PolicyFactory(review_on=timezone.localdate())
    StreamPostFactory(stream=FundingStreamFactory(ended_on=timezone.localdate() - timedelta(9)),
                      ends_on=timezone.localdate() - timedelta(9))  # fmt: skip
    OutreachRequestFactory(state="with_adviser")
    offered_request()
    OutreachRequestFactory(accepted=True)
    waiting_plan()
    for state in ("ready", "proposed", "confirmed"):
        in_state(FundingReleaseFactory(), state, people)
    OutreachRequestFactory()
    OutreachRequestFactory(state="acknowledged")
    PostReview.objects.create(post=ASTPostFactory(), trigger="leaver")
    ASTPostFactory(proposed=True)
    CandidateSupport.objects.create(
        candidate=CandidateFactory(met=True), kind="offer", due_on=timezone.localdate()
    )
    late = timezone.localdate() - timedelta(days=1)
    CandidateSupport.objects.create(candidate=CandidateFactory(met=True), kind="offer", due_on=late)
    OutreachPlanFactory(state="evaluated", completed_on=late)
    submitted = TermReturnFactory()
    submit_return(submitted, by=account_of(submitted), is_nil=True)


TITLES = (
    "Termly returns overdue", "Evaluations overdue", "Papers missing after the end of term",
    "Terms without a network meeting", "Policies to look at again",
    "Ended streams whose posts have no other", "ASTs with fewer than three study groups",
    "Requests with an adviser", "Requests with a base school", "Requests with the AST, to plan",
    "Plans waiting to be agreed", "Money with the second person",
    "Money confirmed, to be released", "Money ready to propose", "New requests for support",
    "Requests to match or to offer", "Posts under review", "Posts asked for",
    "Termly returns to receive", "Support to offer to candidates",
    "Support for candidates overdue", "Evaluations to read, and plans to close",
)  # fmt: skip


def test_desk_shows_each_thing_that_is_late_waits_or_needs_a_decision(client, coordinator):
    assert "The desk is clear" in client.get(DESK).content.decode()

    make_one_of_each(money_people())
    shown = client.get(DESK).content.decode()

    assert [title for title in TITLES if title not in shown] == []


def test_desk_asks_the_same_of_the_database_at_1_and_at_8_of_each(
    client, coordinator, count_queries
):
    people = money_people()
    make_one_of_each(people)
    client.get(DESK)
    few = count_queries(lambda: client.get(DESK))
    for _ in range(7):
        make_one_of_each(people)

    assert count_queries(lambda: client.get(DESK)) == few <= 25


def test_desk_is_the_coordinators_alone(client):
    for role in Role:
        if role == Role.AST_COORDINATOR or role.value.startswith("school_"):
            continue
        client.force_login(person(role))
        assert client.get(DESK).status_code == 404, role
        assert client.post(REMIND, {"what": "returns"}).status_code == 404, role
    client.force_login(lead_of(SchoolFactory()))
    assert client.get(DESK).status_code == 404


def test_who_works_in_their_own_school_alone_is_asked_for_no_groups_and_no_calendar(
    client, coordinator
):
    term = TermFactory(running=True)
    Term.objects.update(starts_on=timezone.localdate() - timedelta(days=40))
    kept, late, done = (ASTAppointmentFactory().practitioner for _ in range(3))
    Practitioner.objects.filter(pk=kept.pk).update(outreach=Outreach.OWN_SCHOOL)
    save_calendar(done, term, [], submit=True, by=None)

    shown = client.get(DESK).content.decode()

    groups, _, rest = shown.partition("Calendars not handed in")[2].partition("three study groups")
    assert late.name in groups
    assert done.name not in groups
    assert (late.name in rest, done.name in rest) == (True, True)
    assert kept.name not in shown


@pytest.mark.parametrize("what", ["returns", "evaluations", "plans", "offers", "calendars"])
def test_one_press_reminds_everyone_and_nobody_twice(client, coordinator, what):
    make = {
        "returns": lambda: account_of(TermReturnFactory()),
        "evaluations": overdue_evaluation,
        "plans": waiting_plan,
        "offers": offered_request,
        "calendars": ast_without_calendar,
    }[what]
    make(), make()

    said = [client.post(REMIND, {"what": what}, follow=True).content.decode() for _ in range(2)]

    assert "2 reminders will be sent" in said[0]
    assert "Everyone has been reminded today" in said[1]
    assert Message.objects.count() == 2
    assert client.post(REMIND, {"what": "everything"}).status_code == 404
