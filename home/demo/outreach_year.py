"""What the other ASTs of the demonstration did in the three terms of last year and this autumn, so
that returns, releases and the report have something to tell. Whoever is in none of a term's rows
has a nil return to make."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Season
from directory.models import Practitioner, Term
from directory.outreach.models import OutreachPlan
from directory.outreach.models.visit import Activity, PartOfDay
from directory.outreach.queries.term_days import host_term_on, host_terms, working_days_of
from directory.outreach.services.calendars import save_calendar
from directory.outreach.services.evaluations import (
    answer_evaluation,
    close_plan,
    complete_plan,
    keep_asking,
)
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
from home.demo.words import (
    BARTHOLOMEW,
    EZRA,
    LEOCADIA,
    MARIGOLD,
    OSRIC,
    PHILIPPA,
    TAMSIN,
    WILHELMINA,
)

# Who, on what, and the subject and key stage that were asked for.
LAST_YEAR = {
    Season.AUTUMN: (
        (OSRIC, "Books that show the reasoning", "math", "ks2"),
        (TAMSIN, "First sounds", "english", "ks1"),
        (EZRA, "A calmer start to the day", "send", "ks2"),
        (LEOCADIA, "Songs and counting in Spanish", "modern", "ks2"),
    ),
    Season.SPRING: (
        (OSRIC, "Mixed-age mathematics", "math", "ks2"),
        (TAMSIN, "Catching up in small groups", "english", "ks1"),
        (MARIGOLD, "Moderating together", "english", "ks2"),
        (WILHELMINA, "First programs", "computing", "ks2"),
    ),
    Season.SUMMER: (
        (OSRIC, "Reasoning aloud", "math", "ks2"),
        (PHILIPPA, "Writing that is worth redrafting", "english", "ks3"),
        (MARIGOLD, "Reading aloud at transfer", "english", "ks2"),
        (LEOCADIA, "A first year of French", "modern", "ks2"),
        (JOCELYN, "Fieldwork within walking distance", "geography", "ks2"),
        (WILHELMINA, "Programs that pupils can explain", "computing", "ks2"),
    ),
}
AUTUMN = (
    (OSRIC, "Number talks", "math", "ks1"),
    (PHILIPPA, "Talk before essays", "english", "ks3"),
    (EZRA, "Plans that a supply teacher can follow", "send", "ks2"),
    (JOCELYN, "Maps of our own streets", "geography", "ks1"),
)
# They have set half days aside, and nobody has asked for them yet.
WITHOUT_PLANS = (BARTHOLOMEW, LEOCADIA, MARIGOLD, WILHELMINA)
ANSWERS = (
    {"support": 4, "impact": 3, "impact_words": "Seen in books within half a term."},
    {"support": 3, "impact": 3, "issues": "Cover had to be moved twice."},
    {"support": 4, "impact_too_early": True},
)
LATER = (
    {"impact": 4, "impact_words": "Two more classes work like that now."},
    {"impact": 3, "impact_words": "It has lasted, and the new teacher keeps it up."},
)


def load_outreach_year(cast: Cast) -> None:
    """Plans completed in each term of last year, four under way since autumn, and other work."""
    today, year = timezone.localdate(), AcademicYear.current()
    terms = {term.season: term for term in host_terms(year.previous)}
    marks = cycle(ANSWERS)
    for season, rows in LAST_YEAR.items():
        plans = [_given(cast, terms[season], *row, number=n) for n, row in enumerate(rows)]
        for plan in plans:
            _complete(cast, plan, next(marks))
    _later_answers(terms[Season.SUMMER])
    autumn = next(term for term in host_terms(year) if term.season == Season.AUTUMN)
    for number, (who, focus, about, stage) in enumerate(AUTUMN):
        days = [day for day in _wednesdays(autumn)[3 + number % 2 :: 2] if day < today][:3]
        plan = _agreed(cast, days[0] if days else today, focus, who, about, stage, half_days=8)
        for day in days:
            visit(plan, day, PartOfDay.AFTERNOON if number % 2 else PartOfDay.DAY)
        if term := host_term_on(today):
            hand_in_calendar(cast.people[who], term, [plan])
    for who in WITHOUT_PLANS:
        if term := host_term_on(today):
            hand_in_calendar(cast.people[who], term, [])
    _other_work(cast, terms[Season.SUMMER], autumn, today)


def _wednesdays(term: Term) -> list[date]:
    return [day for day in working_days_of(term) if day.weekday() == WEDNESDAY]


def _given(
    cast: Cast, term: Term, who: str, focus: str, about: str, stage: str, *, number: int
) -> OutreachPlan:
    """A plan of last year with its three visits, and the term's calendar."""
    days = _wednesdays(term)[3 + number % 3 :: 2][:3]
    part = PartOfDay.DAY if number % 2 else PartOfDay.MORNING
    halves = 2 if part == PartOfDay.DAY else 1
    plan = _agreed(cast, days[0], focus, who, about, stage, half_days=len(days) * halves)
    ast = cast.people[who]
    with as_of(at(term.starts_on + timedelta(days=2))):
        kept = [(day, each, None) for day in days for each in ("am", "pm")[:halves]]
        save_calendar(ast, term, kept, submit=True, by=ast.user)
    for day in days:
        visit(plan, day, part)
    return plan


def _agreed(
    cast: Cast, first: date, focus: str, who: str, about: str, stage: str, *, half_days: int
) -> OutreachPlan:
    """Asked for four weeks before its first visit, and agreed ten days later."""
    asked_on = first - timedelta(days=28)
    plan = draft_plan(cast, asked_on, focus, who, about=about, stage=stage, half_days=half_days)
    return all_agree(plan, asked_on + timedelta(days=10))


def _complete(cast: Cast, plan: OutreachPlan, answers: dict) -> None:
    last = max(_days_of(plan))
    with as_of(at(last + timedelta(days=1))):
        plan = complete_plan(plan, by=None)
    with as_of(at(last + timedelta(days=4))):
        answer_evaluation(
            plan.evaluations.get(kind="completion"),
            support_words="Planned with us, taught with us, and left us able to go on.",
            **answers,
        )
    plan.refresh_from_db()
    with as_of(at(last + timedelta(days=7))):
        close_plan(plan, by=cast.coordinator)


def _days_of(plan: OutreachPlan) -> Iterator[date]:
    for agreement in plan.agreements.all():
        yield from agreement.visits.values_list("visited_on", flat=True)


def _later_answers(summer: Term) -> None:
    """What was asked about the impact of the autumn's and the spring's plans is answered."""
    with as_of(at(summer.ends_on - timedelta(days=7))):
        keep_asking()
        asked = OutreachPlan.objects.filter(
            evaluations__kind="follow_up", evaluations__asked_at__isnull=False
        )
        for plan, words in zip(asked.distinct(), cycle(LATER), strict=False):
            follow_up = plan.evaluations.get(kind="follow_up")
            if follow_up.answered_at is None:
                answer_evaluation(follow_up, **words)


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
