"""The steps of outreach as the demonstration takes them: asking, planning, agreeing, visiting. Each
is made by the services of a real site, at an earlier moment."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core.academic_year import LONDON
from core.models import User
from directory.models import KeyStage, Practitioner, School, Subject, Term
from directory.outreach.models import OutreachPlan, OutreachRequest, OutreachVisit
from directory.outreach.models.visit import Activity, PartOfDay
from directory.outreach.queries.term_days import working_days_of
from directory.outreach.services import requests as asking
from directory.outreach.services.agreeing import agree_plan
from directory.outreach.services.calendars import save_calendar
from directory.outreach.services.plans import Objective, begin_plan, send_plan, write_plan
from directory.outreach.services.visits import record_visit
from home.demo.calendar import monday_of, school_weeks
from home.demo.clock import as_of
from home.demo.words import TAMSIN

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


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour, 5), tzinfo=LONDON)


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def school_wednesday(weeks: int) -> date:
    """The Wednesday so many weeks of school ago; 0 is the last one that is over."""
    today = timezone.localdate()
    over = [
        monday + timedelta(days=WEDNESDAY)
        for monday in school_weeks(today)
        if monday_of(monday) + timedelta(days=WEDNESDAY) < today
    ]
    return over[-1 - weeks]


def on(day: date, step: Callable, *args, **kwargs):
    """What the step gives, made on that day."""
    with as_of(at(day, hour=11)):
        return step(*args, **kwargs)


def ask(cast: Cast, day: date, need: str, school: School | None = None, **fields):
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
    with as_of(at(day)):
        return asking.ask_for_support(school=school, need=need, **words)


def accepted(
    cast: Cast, day: date, need: str, who: str, school: School | None = None, **fields
) -> OutreachRequest:
    """Asked on the day, and accepted by the base school on the next."""
    request = ask(cast, day, need, school, half_days_wanted=8, **fields)
    with as_of(at(day + timedelta(days=1))):
        asking.acknowledge_request(request, by=cast.coordinator)
        asking.ask_adviser(request, cast.adviser, by=cast.coordinator)
        asking.advise_on_request(
            request, comment="A good use of the time; start with one class.", by=cast.adviser
        )
        asking.match_request(request, cast.people[who], by=cast.coordinator)
        asking.offer_request(request, by=cast.coordinator)
        return asking.accept_offer(request, by=cast.coordinator)


def draft_plan(
    cast: Cast,
    day: date,
    focus: str,
    who: str = TAMSIN,
    school: School | None = None,
    about: str = "english",
    stage: str = "ks1",
    **fields,
) -> OutreachPlan:
    """A draft for what was asked on the day, with everything that it needs to be sent."""
    need = f"{focus}: help for one class."
    request = accepted(cast, day, need, who, school, about=about, stage=stage)
    ast = cast.people[who]
    with as_of(at(day + timedelta(days=2))):
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


def all_agree(plan: OutreachPlan, day: date) -> OutreachPlan:
    with as_of(at(day, hour=12)):
        plan = send_plan(plan, by=None)
        for party in plan.parties.filter(version=plan.version):
            plan = agree_plan(party)
    return plan


def visit(plan: OutreachPlan, day: date, part: str = PartOfDay.DAY) -> None:
    with as_of(at(day, hour=17)):
        record_visit(
            plan.practitioner,
            visited_on=day,
            part=part,
            activity=Activity.VISIT,
            plan=plan,
            seen="Class teacher, headteacher",
            summary="Taught alongside for the first half; planned the next two weeks together.",
            next_steps="The teacher tries the new routine daily; we look at it next time.",
            by=plan.practitioner.user,
        )


def hand_in_calendar(ast: Practitioner, term: Term, plans: Iterable[OutreachPlan]) -> None:
    """Handed in at the start of the term. The half days to come are for these plans in turn, the
    last one for none yet; of those that are over one came to nothing."""
    wednesdays = [day for day in working_days_of(term) if day.weekday() == WEDNESDAY]
    plans, today = list(plans), timezone.localdate()
    made = OutreachVisit.objects.of(ast).in_term(term)
    kept = {(each.visited_on, part) for each in made for part in ("am", "pm") if each.takes(part)}
    over = [day for day in wednesdays if day < today and (day, "am") not in kept]
    kept |= {(day, "am") for day in over[-1:]}
    coming = [day for day in wednesdays if day >= today]
    kept |= {(day, part) for day in coming for part in ("am", "pm")}
    with as_of(at(term.starts_on + timedelta(days=2))):
        save_calendar(ast, term, [(*each, None) for each in kept], submit=True, by=ast.user)
    of = {day: plans[n % len(plans)] for n, day in enumerate(coming[:-1])} if plans else {}
    save_calendar(ast, term, [(day, part, of.get(day)) for day, part in kept], by=ast.user)
