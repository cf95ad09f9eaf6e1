"""The demonstration's outreach: a request and a plan in each of their states, visits, a calendar
and evaluations, made by the services of a real site at earlier moments."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from core.models import PartnershipSettings, User
from directory.enums import Outreach
from directory.models import KeyStage, Practitioner, School, Subject
from directory.outreach.models import OutreachPlan, OutreachRequest
from directory.outreach.models.request import LinkType, Route
from directory.outreach.models.visit import Activity, PartOfDay
from directory.outreach.queries.term_days import host_term_on, working_days_of
from directory.outreach.services import requests as asking
from directory.outreach.services.agreeing import agree_plan, send_plan_back
from directory.outreach.services.calendars import save_calendar
from directory.outreach.services.evaluations import answer_evaluation, close_plan, complete_plan
from directory.outreach.services.plans import (
    Objective,
    begin_plan,
    cancel_plan,
    send_plan,
    write_plan,
)
from directory.outreach.services.visits import record_visit
from home.demo.clock import as_of
from home.demo.people import SCHOOL, UNSUBSCRIBED_SCHOOL
from home.demo.words import OSRIC, TAMSIN

HYACINTH, JOCELYN, PHILIPPA = "Hyacinth Oakapple", "Jocelyn Thrupp", "Philippa Larkspindle"
WEDNESDAY = 2


@dataclass
class Cast:
    """Who acts, and the schools that ask, in the order in which they are wanted."""

    coordinator: User
    adviser: User
    lead: User
    new_lead: User
    people: dict[str, Practitioner]
    schools: list[School]

    def next_school(self) -> School:
        return self.schools.pop(0)


def load_support(accounts: dict[str, User], people: dict[str, Practitioner]) -> None:
    """Eleven requests in ten states, eight plans, a dozen visits, one term's calendar."""
    office = PartnershipSettings.load()
    office.coordinator_email = office.coordinator_email or "coordinator@example.org"
    office.pd_head_email = office.pd_head_email or "head.of.pd@example.org"
    office.save()
    Practitioner.objects.filter(name=HYACINTH).update(outreach=Outreach.ASK_SCHOOL)
    people[HYACINTH].refresh_from_db()
    host = School.objects.open().filter(authority_id="990", tier__in=["lower", "primary"])
    cast = Cast(
        coordinator=accounts["coordinator@example.org"],
        adviser=accounts["adviser@example.org"],
        lead=accounts["lead@example.org"],
        new_lead=accounts["new.lead@example.org"],
        people=people,
        schools=list(host.exclude(practitioners__isnull=False).order_by("urn")[4:24]),
    )
    _load_requests(cast)
    _load_plans(cast)
    _load_calendar(people[TAMSIN])


def _ago(days: int, hour: int = 10) -> datetime:
    day = timezone.localtime() - timedelta(days=days)
    return day.replace(hour=hour, minute=5, second=0, microsecond=0)


def _ask(cast: Cast, days: int, need: str, school: School | None = None, **fields):
    school = school or cast.next_school()
    words = {
        "requester_name": "Perpetua Wildgoose",
        "requester_job": "Headteacher",
        "requester_email": f"head.{school.urn}@example.org",
        "subject": Subject.objects.filter(name__icontains=fields.pop("about", "zzz")).first(),
        "key_stage": KeyStage.objects.filter(slug=fields.pop("stage", "ks1")).first(),
        "head_agrees": True,
        **fields,
    }
    with as_of(_ago(days)):
        return asking.ask_for_support(school=school, need=need, **words)


def _load_requests(cast: Cast) -> None:
    quarrybank = School.objects.get(name=UNSUBSCRIBED_SCHOOL)
    for days, need in (
        (1, "Our Year 7 pupils can calculate and cannot explain. We want to plan for talk."),
        (6, "Reasoning in mathematics, for three teachers new to the school."),
    ):
        _ask(
            cast, days, need, quarrybank, about="math", stage="ks3", by=cast.new_lead,
            requester_name="Hal Summerscale", requester_job="Assistant headteacher",
            requester_email=cast.new_lead.email,
        )  # fmt: skip
    acknowledged = _ask(cast, 12, "Phonics does not reach every pupil in Year 1.", about="phonics")
    asking.acknowledge_request(acknowledged, by=cast.coordinator)
    consulted = _ask(cast, 16, "Writing in Year 2: sentences stay short.", about="english")
    asking.acknowledge_request(consulted, by=cast.coordinator)
    asking.ask_adviser(consulted, cast.adviser, by=cast.coordinator)
    priority = _ask(
        cast, 20, "Mathematics across the school, after the last inspection.", about="math",
        route=Route.IMPROVEMENT, by=cast.adviser, requester_name="Isolde Farthingale",
        requester_job="Adviser", requester_email=cast.adviser.email,
    )  # fmt: skip
    asking.acknowledge_request(priority, by=cast.coordinator)
    asking.match_request(priority, cast.people[OSRIC], by=cast.coordinator)
    _ask(cast, 4, "Singing every day, in a school without a music specialist.", about="music",
         preferred=cast.people[HYACINTH])  # fmt: skip
    jocelyn = cast.people[JOCELYN]
    _ask(
        cast, 3, "Fieldwork at transfer: one unit taught on both sides.", about="geography",
        route=Route.LINK, base_school=jocelyn.base_school, link_type=LinkType.FEEDER,
        preferred=jocelyn, requester_name="Barnaby Thistlewood",
        requester_email="head.cold.harbour@example.org",
    )  # fmt: skip
    waiting = _ask(cast, 40, "French from Year 3, with nobody who speaks it.", about="language")
    asking.acknowledge_request(waiting, by=cast.coordinator)
    asking.keep_waiting(waiting, reason="Nobody is free before Easter.", by=cast.coordinator)
    declined = _ask(cast, 35, "A week of cover for a teacher who is away.")
    asking.decline_request(
        declined, reason="An AST works beside a teacher and is not cover.", by=cast.coordinator
    )
    withdrawn = _ask(cast, 30, "Computing for non-specialists.", about="computing")
    asking.withdraw_request(withdrawn)
    _accepted(cast, 9, "Early language in Reception.", TAMSIN)


def _accepted(cast: Cast, days: int, need: str, who: str, school: School | None = None, **fields):
    request = _ask(cast, days, need, school, about="phonics", half_days_wanted=8, **fields)
    with as_of(_ago(days - 1)):
        asking.acknowledge_request(request, by=cast.coordinator)
        asking.ask_adviser(request, cast.adviser, by=cast.coordinator)
        asking.advise_on_request(
            request, comment="A good use of the time; start with one class.", by=cast.adviser
        )
        asking.match_request(request, cast.people[who], by=cast.coordinator)
        asking.offer_request(request, by=cast.coordinator)
        return asking.accept_offer(request, by=cast.coordinator)


def _plan(
    cast: Cast, days: int, focus: str, who: str = TAMSIN, school: School | None = None, **fields
) -> OutreachPlan:
    """A draft that was begun so many days ago, with everything that it needs to be sent."""
    request: OutreachRequest = _accepted(cast, days, f"{focus}: help for one class.", who, school)
    ast = cast.people[who]
    with as_of(_ago(days - 2)):
        plan = begin_plan(request, by=ast.user)
        starts_on = timezone.localdate() + timedelta(days=7)
        return write_plan(
            plan,
            by=cast.coordinator,
            objectives=[
                Objective(
                    f"{focus} is taught daily, briskly and to all",
                    "Seen in three short visits by the senior leader",
                    starts_on + timedelta(days=60),
                ),
                Objective(
                    "Pupils who fall behind are caught up within the week",
                    "The teacher’s own weekly notes",
                    starts_on + timedelta(days=90),
                ),
            ],
            colleagues=[("Wilfred Applegarth", "Teacher")],
            **{
                "focus": focus,
                "activities": "Model lessons, joint planning, and a weekly look at what changed.",
                "half_days": 8,
                "starts_on": starts_on,
                "ends_on": starts_on + timedelta(days=90),
                "leader_name": "Maud Ellerwood" if school else "Perpetua Wildgoose",
                "leader_job": "Deputy headteacher" if school else "Headteacher",
                "base_head_name": "Ignatius Plumtree",
                "base_head_email": f"head.{ast.base_school.urn}@example.org",
                **fields,
            },
        )


def _agree(plan: OutreachPlan, days: int) -> OutreachPlan:
    with as_of(_ago(days, hour=12)):
        plan = send_plan(plan, by=None)
        for party in plan.parties.filter(version=plan.version):
            plan = agree_plan(party)
    return plan


def _visit(plan: OutreachPlan, weeks: int, part: str = PartOfDay.DAY) -> None:
    day = _wednesday(weeks)
    with as_of(timezone.make_aware(datetime(day.year, day.month, day.day, 17, 30))):
        record_visit(
            plan.practitioner,
            visited_on=day,
            part=part,
            activity=Activity.VISIT,
            plan=plan,
            seen="Year 1 teacher, headteacher",
            summary="Taught alongside for the first half; planned the next two weeks together.",
            next_steps="The teacher tries the new routine daily; we look at it next time.",
            by=plan.practitioner.user,
        )


def _wednesday(weeks: int) -> date:
    today = timezone.localdate()
    return today - timedelta(days=(today.weekday() - WEDNESDAY) % 7 + 7 * weeks)


def _load_plans(cast: Cast) -> None:
    """Tamsin's own, one for each state."""
    brindle = School.objects.get(name=SCHOOL)
    own = {"leader_email": cast.lead.email}
    active = _agree(_plan(cast, 70, "Phonics in Year 1", school=brindle, **own), 60)
    for weeks in (2, 4, 6):
        _visit(active, weeks)
    _agree(_plan(cast, 15, "Talking before writing"), 10)
    awaiting = send_plan(_plan(cast, 8, "Small-group catch-up", school=brindle, **own), by=None)
    agree_plan(awaiting.parties.get(party="ast"), by=cast.people[TAMSIN].user)
    back = send_plan(_plan(cast, 11, "Story trails"), by=None)
    send_plan_back(back.parties.get(party="host_leader"), comment="Six half days would do for us.")
    cancel_plan(
        _plan(cast, 25, "Reading at home"), reason="The teacher has left.", by=cast.coordinator
    )
    for days, weeks, answers, closed in (
        (150, (16, 18), {"support": 4, "impact": 3}, True),
        (120, (11, 13), {"support": 3, "impact_too_early": True}, False),
        (100, (8, 10), None, False),
    ):
        _completed(cast, days, weeks, answers, closed)


def _completed(cast: Cast, days: int, weeks: tuple, answers: dict | None, closed: bool) -> None:
    plan = _agree(_plan(cast, days, "Early language"), days - 6)
    for each in reversed(weeks):
        _visit(plan, each, PartOfDay.MORNING)
    done = weeks[0] * 7 - 8
    with as_of(_ago(done)):
        plan = complete_plan(plan, by=plan.practitioner.user)
    if answers:
        with as_of(_ago(done - 6)):
            answer_evaluation(
                plan.evaluations.get(kind="completion"),
                support_words="Brisk, kind and practical.",
                impact_words="Most pupils now blend without help." if closed else "",
                **answers,
            )
        plan.refresh_from_db()
    if closed:
        close_plan(plan, by=cast.coordinator)


def _load_calendar(ast: Practitioner) -> None:
    """Every Wednesday of the term, handed in."""
    term = host_term_on(timezone.localdate())
    if term is not None:
        days = [day for day in working_days_of(term) if day.weekday() == WEDNESDAY]
        half_days = [(day, part, None) for day in days for part in ("am", "pm")]
        save_calendar(ast, term, half_days, submit=True, by=ast.user)
