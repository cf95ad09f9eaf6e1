"""The demonstration's outreach: a request and a plan in each of their states, visits, a calendar
and evaluations."""

from datetime import date, timedelta

from django.utils import timezone

from core.models import PartnershipSettings, User
from directory.enums import Outreach
from directory.models import Practitioner, School
from directory.outreach.models.request import LinkType, Route
from directory.outreach.models.visit import PartOfDay
from directory.outreach.queries.term_days import host_term_on
from directory.outreach.services import requests as asking
from directory.outreach.services.agreeing import agree_plan, send_plan_back
from directory.outreach.services.evaluations import answer_evaluation, close_plan, complete_plan
from directory.outreach.services.plans import cancel_plan, send_plan
from home.demo.clock import as_of
from home.demo.people import SCHOOL, UNSUBSCRIBED_SCHOOL
from home.demo.support_steps import (
    Cast,
    accepted,
    ago,
    all_agree,
    ask,
    at,
    draft_plan,
    hand_in_calendar,
    on,
    school_wednesday,
    visit,
)
from home.demo.words import OSRIC, TAMSIN

HYACINTH, JOCELYN = "Hyacinth Oakapple", "Jocelyn Thrupp"


def load_support(accounts: dict[str, User], people: dict[str, Practitioner]) -> Cast:
    """Eleven requests in ten states, eight plans, a dozen visits, one term's calendar. Returns who
    acted, for whatever else is loaded of outreach."""
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
        schools=list(host.exclude(practitioners__isnull=False).order_by("urn")[4:60]),
    )
    _load_requests(cast)
    _load_plans(cast)
    return cast


def _load_requests(cast: Cast) -> None:
    quarrybank = School.objects.get(name=UNSUBSCRIBED_SCHOOL)
    for days, need in (
        (1, "Our Year 7 pupils can calculate and cannot explain. We want to plan for talk."),
        (6, "Reasoning in mathematics, for three teachers new to the school."),
    ):
        ask(
            cast, ago(days), need, quarrybank, about="math", stage="ks3", by=cast.new_lead,
            requester_name="Hal Summerscale", requester_job="Assistant headteacher",
            requester_email=cast.new_lead.email,
        )  # fmt: skip
    acknowledged = ask(cast, ago(12), "Phonics does not reach every pupil.", about="english")
    on(ago(11), asking.acknowledge_request, acknowledged, by=cast.coordinator)
    consulted = ask(cast, ago(16), "Writing in Year 2: sentences stay short.", about="english")
    on(ago(14), asking.acknowledge_request, consulted, by=cast.coordinator)
    on(ago(13), asking.ask_adviser, consulted, cast.adviser, by=cast.coordinator)
    priority = ask(
        cast, ago(20), "Mathematics across the school, after the last inspection.", about="math",
        route=Route.IMPROVEMENT, by=cast.adviser, requester_name="Isolde Farthingale",
        requester_job="Adviser", requester_email=cast.adviser.email,
    )  # fmt: skip
    on(ago(19), asking.acknowledge_request, priority, by=cast.coordinator)
    on(ago(16), asking.match_request, priority, cast.people[OSRIC], by=cast.coordinator)
    ask(cast, ago(4), "Singing every day, in a school without a music specialist.", about="music",
        preferred=cast.people[HYACINTH])  # fmt: skip
    jocelyn = cast.people[JOCELYN]
    ask(
        cast, ago(3), "Fieldwork at transfer: one unit taught on both sides.", about="geography",
        stage="ks2", route=Route.LINK, base_school=jocelyn.base_school, link_type=LinkType.FEEDER,
        preferred=jocelyn, requester_name="Barnaby Thistlewood",
        requester_email="head.cold.harbour@example.org",
    )  # fmt: skip
    waiting = ask(
        cast, ago(40), "French from Year 3, with nobody who speaks it.", about="modern", stage="ks2"
    )
    on(ago(38), asking.acknowledge_request, waiting, by=cast.coordinator)
    words = "Nobody is free before Easter."
    on(ago(36), asking.keep_waiting, waiting, reason=words, by=cast.coordinator)
    declined = ask(cast, ago(35), "A week of cover for a teacher who is away.")
    words = "An AST works beside a teacher and is not cover."
    on(ago(33), asking.decline_request, declined, reason=words, by=cast.coordinator)
    withdrawn = ask(cast, ago(30), "Computing for non-specialists.", about="computing")
    on(ago(27), asking.withdraw_request, withdrawn)
    accepted(cast, ago(9), "Early language in Reception.", TAMSIN, about="english", stage="eyfs")


def _load_plans(cast: Cast) -> None:
    """Tamsin's own, one for each state, and her calendar with the half days kept for them."""
    brindle = School.objects.get(name=SCHOOL)
    own = {"leader_email": cast.lead.email}
    days = [school_wednesday(weeks) for weeks in (5, 3, 1)]
    active = draft_plan(
        cast, days[0] - timedelta(days=21), "Phonics in Year 1", school=brindle, **own
    )
    active = all_agree(active, days[0] - timedelta(days=12))
    for day in days:
        visit(active, day)
    agreed = all_agree(draft_plan(cast, ago(15), "Talking before writing"), ago(10))
    awaiting = draft_plan(cast, ago(8), "Small-group catch-up", school=brindle, **own)
    awaiting = on(ago(4), send_plan, awaiting, by=None)
    on(ago(3), agree_plan, awaiting.parties.get(party="ast"), by=cast.people[TAMSIN].user)
    back = on(ago(8), send_plan, draft_plan(cast, ago(11), "Story trails"), by=None)
    words = "Six half days would do for us."
    on(ago(6), send_plan_back, back.parties.get(party="host_leader"), comment=words)
    reading = draft_plan(cast, ago(25), "Reading at home")
    on(ago(20), cancel_plan, reading, reason="The teacher has left.", by=cast.coordinator)
    for weeks, answers, closed in (
        ((17, 15), {"support": 4, "impact": 3}, True),
        ((14, 12), {"support": 3, "impact_too_early": True}, False),
        ((10, 8), None, False),
    ):
        _completed(cast, [school_wednesday(each) for each in weeks], answers, closed)
    if term := host_term_on(timezone.localdate()):
        hand_in_calendar(cast.people[TAMSIN], term, [active, agreed])


def _completed(cast: Cast, days: list[date], answers: dict | None, closed: bool) -> None:
    asked_on = days[0] - timedelta(days=20)
    plan = draft_plan(cast, asked_on, "Early language", half_days=len(days))
    plan = all_agree(plan, days[0] - timedelta(days=12))
    for day in days:
        visit(plan, day, PartOfDay.MORNING)
    done = days[-1] + timedelta(days=6)
    with as_of(at(done)):
        plan = complete_plan(plan, by=plan.practitioner.user)
    if answers:
        with as_of(at(done + timedelta(days=6))):
            answer_evaluation(
                plan.evaluations.get(kind="completion"),
                support_words="Brisk, kind and practical.",
                impact_words="Most pupils now blend without help." if closed else "",
                **answers,
            )
        plan.refresh_from_db()
    if closed:
        on(done + timedelta(days=9), close_plan, plan, by=cast.coordinator)
