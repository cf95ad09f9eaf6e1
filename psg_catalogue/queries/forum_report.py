"""The figures of the yearly report to the Schools Forum (CB ¶8). Definitions: DOMAIN 2.7."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from core.academic_year import LONDON, AcademicYear
from core.models import PartnershipSettings
from core.percent import half_up_percent
from core.report_days import refuse_day_outside
from directory.models import School
from psg_catalogue.enums import SessionSource, SessionState
from psg_catalogue.models import (
    EvaluationDay,
    QAVisit,
    RegisterEntry,
    StudyGroupSession,
    YearFigures,
)
from subscriptions.models import Subscription


@dataclass(frozen=True)
class ForumFigures:
    """One year's figures, in the order and with the names of the machine-readable report."""

    year: str
    as_at: date | None
    subscribing_schools: int
    subscribing_schools_other_la: int
    sessions_held: int
    attendances: int
    schools_attending: int
    schools_attending_without_subscription: int
    attendances_previous_year: int | None
    attendance_change_percent: int | None
    sessions_evaluated: int | None
    sessions_quality_assured: int | None
    evaluation_response_percent: int | None

    @property
    def quality_assured_percent(self) -> int | None:
        """The proportion of the sessions held (CB ¶8); None where none was held."""
        if self.sessions_quality_assured is None or not self.sessions_held:
            return None
        return half_up_percent(self.sessions_quality_assured, self.sessions_held)


def forum_figures(
    year: AcademicYear, as_at: date | None = None, *, identities: "Identities | None" = None
) -> ForumFigures:
    """The figures of a year, leaving out everything dated after `as_at`. The previous year is then
    compared to the same day. Raises DayOutsideYear."""
    refuse_day_outside(year, as_at)
    return figures_of([year], as_at, identities=identities)[0]


def figures_of(
    years: Sequence[AcademicYear],
    as_at: date | None = None,
    *,
    identities: "Identities | None" = None,
) -> list[ForumFigures]:
    """The figures of several years, in their order, at the queries of one; `as_at` is a day of the
    one year given with it. Of a year whose rows are gone there are whole-year figures alone."""
    if not years:
        return []
    record = _Record(years, as_at, identities or Identities())
    return [record.frozen.get(year) or record.figures(year) for year in years]


def held_sessions(year: AcademicYear, as_at: date | None = None):
    """Sessions held in the year, up to and including a day in London time."""
    held = StudyGroupSession.objects.held().in_year(year)
    return held.filter(starts_at__lt=_end_of(as_at)) if as_at else held


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=LONDON)


def _a_year_before(day: date) -> date:
    """The same day a year earlier; for 29 February, the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


class _Record:
    """What the tables say of some years and the ones before them, asked for once."""

    def __init__(
        self, years: Sequence[AcademicYear], as_at: date | None, identities: "Identities"
    ) -> None:
        self.as_at, self.frozen = as_at, identities.frozen
        self.same, self.host = identities.same, identities.host
        spans = {year.previous: as_at and _a_year_before(as_at) for year in years}
        spans.update(dict.fromkeys(years, as_at))
        self.sessions = {row["year"]: row for row in self._sessions(spans)}
        self.came = _grouped(self._came(spans))
        self.answers = _grouped(self._answers(years))
        self.subscriptions = _grouped(self._subscriptions(years))

    def _sessions(self, spans: dict) -> Iterable[dict]:
        visits = QAVisit.objects.made().filter(session=OuterRef("pk"))
        if self.as_at:
            visits = visits.filter(visited_on__lte=self.as_at)
        return (
            _in_spans(StudyGroupSession.objects.held(), spans)
            .annotate(assured=Exists(visits))
            .values("year")
            .order_by("year")
            .annotate(
                held=Count("pk"),
                asked=Sum("evaluations_asked"),
                assured_ones=Count("pk", filter=Q(assured=True)),
                own=Count("pk", filter=~Q(source=SessionSource.HISTORY)),
            )
        )

    def _came(self, spans: dict) -> Iterable[tuple]:
        """Year, school, and how many attendances; a school that is not settled counts as none."""
        present = _in_spans(RegisterEntry.objects.present(), spans, "session__")
        held = present.filter(session__state=SessionState.HELD)
        return held.order_by().values_list("year", "school").annotate(number=Count("pk"))

    def _answers(self, years: Sequence[AcademicYear]) -> Iterable[tuple]:
        """Year, session, and how many answers."""
        days = EvaluationDay.objects.filter(session__state=SessionState.HELD)
        if self.as_at:
            days = days.filter(day__lte=self.as_at)
        of_years = _in_spans(days, dict.fromkeys(years, self.as_at), "session__")
        return of_years.order_by().values_list("year", "session").annotate(number=Sum("answers"))

    def _subscriptions(self, years: Sequence[AcademicYear]) -> Iterable[tuple]:
        """Year, school, and authority at the time, of each subscription that was active in the
        year, or on the day. One that was cancelled counts for as long as it was active."""
        lasted = Q(ended_on=None) | Q(ended_on__gt=self.as_at or F("active_from"))
        found = Subscription.objects.filter(
            lasted, academic_year__in=[year.start for year in years], active_from__isnull=False
        )
        if self.as_at:
            found = found.filter(active_from__lte=self.as_at)
        return found.values_list("academic_year", "school", "authority_code")

    def figures(self, year: AcademicYear) -> ForumFigures:
        subscribers = self.subscriptions[year.start]
        subscribing = {self.same(school) for school, _ in subscribers}
        elsewhere = {self.same(school) for school, code in subscribers if code != self.host}
        came = self.came[year.start]
        attending = {self.same(school) for school, _ in came if school}
        attendances, before = self._attendances(year), None
        if year.previous in self.frozen or year.previous.start in self.sessions:
            before = self._attendances(year.previous)
        return ForumFigures(
            year=str(year),
            as_at=self.as_at,
            subscribing_schools=len(subscribing),
            subscribing_schools_other_la=len(elsewhere),
            sessions_held=self.sessions.get(year.start, {}).get("held", 0),
            attendances=attendances,
            schools_attending=len(attending),
            schools_attending_without_subscription=len(attending - subscribing),
            attendances_previous_year=before,
            attendance_change_percent=(
                half_up_percent(attendances - before, before) if before else None
            ),
            **self._quality(year),
        )

    def _attendances(self, year: AcademicYear) -> int:
        if year in self.frozen:
            return self.frozen[year].attendances
        return sum(number for _, number in self.came[year.start])

    def _quality(self, year: AcademicYear) -> dict[str, int | None]:
        """Evaluation and quality assurance; all None where a year's history came in without."""
        names = ("sessions_evaluated", "sessions_quality_assured", "evaluation_response_percent")
        held = self.sessions.get(year.start)
        if held is None:
            return dict(zip(names, (0, 0, None), strict=True))
        asked, assured = held["asked"] or 0, held["assured_ones"]
        if not held["own"] and not asked and not assured:
            return dict.fromkeys(names)
        answers = self.answers[year.start]
        answered = sum(number for _, number in answers)
        percent = half_up_percent(answered, asked) if asked else None
        return dict(zip(names, (len(answers), assured, percent), strict=True))


def _in_spans(rows: QuerySet, spans: dict[AcademicYear, date | None], to: str = "") -> QuerySet:
    """The rows of sessions in some years, each up to a day, with the year's number as `year`."""
    starts = f"{to}starts_at"
    parts = {
        year.start: Q(
            **{
                f"{starts}__gte": year.starts_at,
                f"{starts}__lt": min(year.ends_at, _end_of(until)) if until else year.ends_at,
            }
        )
        for year, until in spans.items()
    }
    whens = [When(within, then=Value(start)) for start, within in parts.items()]
    number = Case(*whens, output_field=IntegerField())
    return rows.filter(reduce(or_, parts.values())).annotate(year=number)


def _grouped(rows: Iterable[tuple]) -> dict[int, list[tuple]]:
    """Rows by their first value."""
    found: dict[int, list[tuple]] = defaultdict(list)
    for year, *rest in rows:
        found[year].append(tuple(rest))
    return found


class Identities:
    """Which authority is the host, and which schools are one: a school stays one school when it
    converts, and its oldest predecessor stands for it (P4). And what was counted of years whose
    rows are gone: `frozen` figures, and `frozen_terms`."""

    def __init__(self) -> None:
        self.host = PartnershipSettings.load().host_authority_code
        converted = School.objects.exclude(predecessor=None).order_by()
        self._predecessors = dict(converted.values_list("pk", "predecessor"))
        counted = {AcademicYear(each.academic_year): each for each in YearFigures.objects.all()}
        self.frozen = {year: ForumFigures(**each.figures) for year, each in counted.items()}
        self.frozen_terms = {year: each.terms for year, each in counted.items()}

    def same(self, school: int) -> int:
        """The number of the school that stands for this one."""
        seen = {school}
        while (before := self._predecessors.get(school)) and before not in seen:
            seen.add(before)
            school = before
        return school
