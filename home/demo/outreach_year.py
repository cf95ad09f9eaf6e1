"""What the other ASTs of the demonstration did in last year's summer term and this autumn, so that
returns, releases and the report have something to tell."""

from datetime import date, timedelta
from itertools import cycle

from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Season
from directory.models import Practitioner, Term
from directory.outreach.models import OutreachPlan
from directory.outreach.models.visit import Activity, PartOfDay
from directory.outreach.queries.term_days import host_term_on, host_terms, working_days_of
from directory.outreach.services.evaluations import answer_evaluation, close_plan, complete_plan
from directory.outreach.services.visits import record_visit
from home.demo.clock import as_of
from home.demo.support import JOCELYN
from home.demo.support_steps import (
    WEDNESDAY,
    Cast,
    all_agree,
    at,
    draft_plan,
    hand_in_calendar,
    visit,
)
from home.demo.words import EZRA, LEOCADIA, MARIGOLD, OSRIC, PHILIPPA, WILHELMINA

# Who, on what, and the subject and key stage that were asked for.
SUMMER = (
    (OSRIC, "Reasoning aloud", "math", "ks2"),
    (PHILIPPA, "Writing that is worth redrafting", "english", "ks3"),
    (MARIGOLD, "Reading aloud at transfer", "english", "ks2"),
    (LEOCADIA, "A first year of French", "language", "ks2"),
    (JOCELYN, "Fieldwork within walking distance", "geography", "ks2"),
    (WILHELMINA, "Programs that pupils can explain", "computing", "ks2"),
)
AUTUMN = (
    (OSRIC, "Number talks", "math", "ks1"),
    (PHILIPPA, "Talk before essays", "english", "ks3"),
    (EZRA, "Plans that a supply teacher can follow", "send", "ks2"),
    (JOCELYN, "Maps of our own streets", "geography", "ks1"),
)
ANSWERS = (
    {"support": 4, "impact": 3, "impact_words": "Seen in books within half a term."},
    {"support": 3, "impact": 3, "issues": "Cover had to be moved twice."},
    {"support": 4, "impact_too_early": True},
)


def load_outreach_year(cast: Cast) -> None:
    """Six plans completed last summer, four under way since autumn, and other work."""
    today, year = timezone.localdate(), AcademicYear.current()
    summer = _term(year.previous, Season.SUMMER)
    autumn = _term(year, Season.AUTUMN)
    marks = cycle(ANSWERS)
    for number, (who, focus, about, stage) in enumerate(SUMMER):
        days = _wednesdays(summer)[3 + number % 3 :: 2][:3]
        plan = _agreed(cast, days[0], focus, who, about, stage)
        for day in days:
            visit(plan, day, PartOfDay.DAY if number % 2 else PartOfDay.MORNING)
        _complete(cast, plan, days[-1], next(marks))
    for number, (who, focus, about, stage) in enumerate(AUTUMN):
        days = [day for day in _wednesdays(autumn)[3 + number % 2 :: 2] if day < today][:3]
        plan = _agreed(cast, days[0] if days else today, focus, who, about, stage)
        for day in days:
            visit(plan, day, PartOfDay.AFTERNOON if number % 2 else PartOfDay.DAY)
        if term := host_term_on(today):
            hand_in_calendar(cast.people[who], term, [plan])
    _other_work(cast, summer, autumn, today)


def _term(year: AcademicYear, season: Season) -> Term:
    return next(term for term in host_terms(year) if term.season == season)


def _wednesdays(term: Term) -> list[date]:
    return [day for day in working_days_of(term) if day.weekday() == WEDNESDAY]


def _agreed(cast: Cast, first: date, focus: str, who: str, about: str, stage: str) -> OutreachPlan:
    """Asked for four weeks before its first visit, and agreed ten days later."""
    asked_on = first - timedelta(days=28)
    plan = draft_plan(cast, asked_on, focus, who, about=about, stage=stage)
    return all_agree(plan, asked_on + timedelta(days=10))


def _complete(cast: Cast, plan: OutreachPlan, last: date, answers: dict) -> None:
    with as_of(at(last + timedelta(days=1))):
        plan = complete_plan(plan, by=None)
    with as_of(at(last + timedelta(days=4))):
        answer_evaluation(
            plan.evaluations.get(kind="completion"),
            support_words="Planned with us, taught with us, and left us able to go on.",
            **answers,
        )
        plan.refresh_from_db()
        close_plan(plan, by=cast.coordinator)


def _other_work(cast: Cast, summer: Term, autumn: Term, today: date) -> None:
    """Training and curriculum work, which need no plan; and work in the own school, for the one
    whose school is in an Ofsted category (CA L30)."""
    people = cast.people
    training = "Led the county’s day for new subject leaders."
    _record(people[OSRIC], _wednesdays(summer)[1], Activity.LA_TRAINING, training)
    words = "Wrote two units of the county’s scheme with colleagues from three schools."
    _record(people[MARIGOLD], _wednesdays(summer)[2], Activity.CURRICULUM, words)
    for day in [each for each in _wednesdays(autumn)[2:9:3] if each < today]:
        words = "Taught alongside two colleagues of the own school, and planned with them."
        _record(people[JOCELYN], day, Activity.INREACH, words, part=PartOfDay.MORNING)


def _record(
    ast: Practitioner, day: date, activity: Activity, summary: str, part: str = PartOfDay.DAY
) -> None:
    with as_of(at(day, hour=17)):
        record_visit(ast, visited_on=day, part=part, activity=activity, summary=summary, by=None)
