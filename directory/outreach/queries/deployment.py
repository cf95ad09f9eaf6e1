"""How ASTs are deployed, for the Schools Forum: counts only, and small ones protected. Definitions
stand on the report's page and in site/docs/features/outreach-report.md."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q

from core.academic_year import LONDON, AcademicYear
from core.report_days import refuse_day_outside
from directory.outreach.enums import FundingType
from directory.outreach.models import (
    CategoryOfConcern,
    FundingRelease,
    FundingStream,
    OutreachAgreement,
    OutreachEvaluation,
    OutreachPlan,
    OutreachRequest,
    OutreachVisit,
    TermReturn,
    VisitCorrection,
)
from directory.outreach.models.term_return import DUE_AFTER
from directory.outreach.models.visit import Activity
from directory.outreach.queries.register import (
    academies_releasing,
    counts_of,
    in_words,
    register_on,
)
from directory.outreach.return_enums import ReturnState
from directory.outreach.sessions_led import groups_led

# Groups of fewer schools than this would point at one (P14, P15).
FEWEST_SHOWN = 5
# CB ¶4: all ASTs offer three study groups a year.
GROUPS_EXPECTED = 3


@dataclass(frozen=True)
class CategoryDays:
    """Schools supported, and half days, in a category of concern of either kind and elsewhere.
    None where a group is so small that it would point at a school: then neither is told, since
    the total would give the other away."""

    schools_in: int | None
    half_days_in: int | None
    schools_elsewhere: int | None
    half_days_elsewhere: int | None

    @property
    def is_protected(self) -> bool:
        return self.schools_in is None


@dataclass(frozen=True)
class DeploymentFigures:
    """One year's figures to a day, with the names of the machine-readable report."""

    year: str
    as_at: date
    posts: dict[str, Counter] = field(repr=False)
    posts_in_words: str = ""
    posts_la_funded: int = 0
    posts_school_funded: int = 0
    posts_released_by_academies: int = 0
    posts_kept_by_academies: int = 0
    posts_vacant: int = 0
    academies_releasing: int = 0
    asts_in_post: int = 0
    asts_for_other_schools: int = 0
    asts_offering_three_study_groups: int = 0
    requests_received: int = 0
    plans_agreed: int = 0
    plans_completed: int = 0
    visits: int = 0
    outreach_half_days: int = 0
    in_school_half_days: int = 0
    schools_supported: int = 0
    category: CategoryDays | None = None
    evaluations_asked: int = 0
    evaluations_answered: int = 0
    returns_due: int = 0
    returns_submitted: int = 0
    returns_received: int = 0
    returns_nil: int = 0
    returns_overdue: int = 0
    records_corrected: int = 0
    by_school: tuple[tuple[str, int, int], ...] = ()
    streams: tuple[tuple[str, int, int], ...] = ()

    @property
    def posts_in_force(self) -> int:
        return sum(counter.total() for counter in self.posts.values())

    @property
    def half_days_at_schools(self) -> int:
        return sum(half_days for _, half_days, _ in self.by_school)

    @property
    def half_days_at_no_school(self) -> int:
        """Training for the county, and work on what is taught."""
        return self.outreach_half_days - self.half_days_at_schools

    @property
    def stream_pence(self) -> int:
        return sum(amount for _, amount, _ in self.streams)

    @property
    def released_pence(self) -> int:
        return sum(released for _, _, released in self.streams)


def deployment_figures(year: AcademicYear, as_at: date) -> DeploymentFigures:
    """The figures of a year, leaving out everything dated after `as_at`, in a number of queries
    that does not depend on how much there is. Raises DayOutsideYear."""
    refuse_day_outside(year, as_at)
    return DeploymentFigures(
        year=str(year),
        as_at=as_at,
        **_posts(year, as_at),
        **_support(year, as_at),
        **_visits(year, as_at),
        **_returns(year, as_at),
        streams=_streams(year, as_at),
    )


def day_for(year: AcademicYear, today: date) -> date:
    """Today in the year that runs; the last day of a year that is over."""
    return min(max(today, year.first_day), year.last_day)


def half_days_by_term(terms, as_at: date) -> list[int]:
    """Half days of outreach in each of these terms, up to the day: one query."""
    if not terms:
        return []
    first = min(term.starts_on for term in terms)
    visits = OutreachVisit.objects.filter(visited_on__range=(first, as_at))
    totals = [0] * len(terms)
    for visit in visits.exclude(activity=Activity.INREACH):
        for at, term in enumerate(terms):
            if term.starts_on <= visit.visited_on <= term.ends_on:
                totals[at] += visit.half_days
    return totals


def _posts(year: AcademicYear, as_at: date) -> dict:
    lines = register_on(as_at)
    counts = counts_of(lines)
    kept = FundingType.ACADEMY_KEPT
    holders = {line.appointment.practitioner_id for line in lines if line.appointment}
    # CB ¶4 says all ASTs; one who works in the own school alone offers nothing to others.
    offering = [
        line.appointment.practitioner_id
        for line in lines
        if line.appointment and line.funding != kept and not line.post.is_exempt_on(as_at)
    ]
    # What is on the programme of the year counts, as on the desk, also where it is still to come.
    led = groups_led(offering, year.first_day, year.last_day)
    return {
        "posts": counts,
        "posts_in_words": in_words(counts),
        "posts_la_funded": counts[FundingType.LA_FUNDED].total(),
        "posts_school_funded": counts[FundingType.SCHOOL_FUNDED].total(),
        "posts_released_by_academies": counts[FundingType.ACADEMY_RELEASE].total(),
        "posts_kept_by_academies": counts[kept].total(),
        "posts_vacant": sum(line.appointment is None for line in lines),
        "academies_releasing": academies_releasing(as_at),
        "asts_in_post": len(holders),
        "asts_for_other_schools": len(set(offering)),
        "asts_offering_three_study_groups": sum(n >= GROUPS_EXPECTED for n in led.values()),
    }


def _support(year: AcademicYear, as_at: date) -> dict:
    moments = (year.starts_at, _end_of(as_at))
    agreed = OutreachAgreement.objects.filter(agreed_at__gte=moments[0], agreed_at__lt=moments[1])
    asked = OutreachEvaluation.objects.filter(
        kind=OutreachEvaluation.Kind.COMPLETION, asked_at__gte=moments[0], asked_at__lt=moments[1]
    )
    requests = OutreachRequest.objects.filter(
        submitted_at__gte=moments[0], submitted_at__lt=moments[1]
    )
    evaluations = asked.aggregate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__lt=moments[1]))
    )
    done = OutreachPlan.objects.filter(completed_on__range=(year.first_day, as_at))
    return {
        "requests_received": requests.count(),
        "plans_agreed": agreed.values("plan").distinct().count(),
        "plans_completed": done.count(),
        "evaluations_asked": evaluations["asked"],
        "evaluations_answered": evaluations["answered"],
    }


def _visits(year: AcademicYear, as_at: date) -> dict:
    found = list(
        OutreachVisit.objects.filter(visited_on__range=(year.first_day, as_at)).select_related(
            "school"
        )
    )
    outreach = [each for each in found if each.activity != Activity.INREACH]
    schools: dict[int, list[OutreachVisit]] = defaultdict(list)
    for visit in outreach:
        if visit.school_id:
            schools[visit.school_id].append(visit)
    by_school = sorted(
        (visits[0].school.name, sum(each.half_days for each in visits), len(visits))
        for visits in schools.values()
    )
    return {
        "visits": len(outreach),
        "outreach_half_days": sum(each.half_days for each in outreach),
        "in_school_half_days": sum(each.half_days for each in found) - sum(
            each.half_days for each in outreach
        ),
        "schools_supported": len(schools),
        "category": _by_category(schools),
        "by_school": tuple(by_school),
    }  # fmt: skip


def _by_category(schools: dict[int, list[OutreachVisit]]) -> CategoryDays:
    """A visit counts by the school's category on its day; a school by any of its visits."""
    spells = defaultdict(list)
    for row in CategoryOfConcern.objects.filter(school__in=schools):
        spells[row.school_id].append((row.starts_on, row.ends_on or date.max))
    inside, elsewhere = Counter(), Counter()
    for school, visits in schools.items():
        for visit in visits:
            is_in = any(first <= visit.visited_on < last for first, last in spells[school])
            (inside if is_in else elsewhere)[school] += visit.half_days
    # The schools are named beneath: were nearly all of them in a category, one would know which.
    is_told = not inside or min(len(inside), len(elsewhere)) >= FEWEST_SHOWN
    if not is_told or 0 < len(elsewhere) < FEWEST_SHOWN:
        return CategoryDays(None, None, None, None)
    return CategoryDays(len(inside), inside.total(), len(elsewhere), elsewhere.total())


def _returns(year: AcademicYear, as_at: date) -> dict:
    rows = TermReturn.objects.filter(
        term__academic_year=year.start, term__starts_on__lte=as_at
    ).select_related("term")
    end = _end_of(as_at)
    found = [(each, bool(each.submitted_at and each.submitted_at < end)) for each in rows]
    received = [
        each
        for each, _ in found
        if each.state == ReturnState.RECEIVED and each.received_on <= as_at
    ]
    return {
        "returns_due": len(found),
        "returns_submitted": sum(submitted for _, submitted in found),
        "returns_received": len(received),
        "returns_nil": sum(each.is_nil for each, submitted in found if submitted),
        "returns_overdue": sum(
            each.term.ends_on + DUE_AFTER < as_at for each, submitted in found if not submitted
        ),
        "records_corrected": VisitCorrection.objects.filter(
            term_return__in=[each.pk for each, _ in found], made_at__lt=end
        ).count(),
    }


def _streams(year: AcademicYear, as_at: date) -> tuple[tuple[str, int, int], ...]:
    """The streams that pay for terms of the year: name, pence, pence released by the day."""
    paying = FundingStream.objects.filter(financial_year__in=[year.start, year.start + 1])
    released: Counter[int] = Counter()
    done = FundingRelease.objects.filter(Q(released_on__lte=as_at), stream__in=paying)
    for stream, pence in done.values_list("stream", "amount_pence"):
        released[stream] += pence
    return tuple(
        (str(each), each.amount_pence, released[each.pk])
        for each in paying.order_by("financial_year", "name")
        if each.year.first_day <= as_at
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=LONDON)
