"""The figures of the yearly report to the Schools Forum (CB ¶8). Definitions: DOMAIN 2.7."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from core.academic_year import LONDON, AcademicYear
from core.models import PartnershipSettings
from core.percent import half_up_percent
from directory.models import School
from psg_catalogue.enums import Attendance, SessionSource
from psg_catalogue.models import EvaluationResponse, QAVisit, RegisterEntry, StudyGroupSession
from subscriptions.models import Subscription


class DayOutsideYear(ValueError):
    """The day to report as at lies before the year begins or after it has ended."""


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


def forum_figures(year: AcademicYear, as_at: date | None = None) -> ForumFigures:
    """The figures of a year, leaving out everything dated after `as_at`. The previous year is then
    compared to the same day. Raises DayOutsideYear."""
    if as_at and as_at not in year:
        raise DayOutsideYear(
            f"{as_at.isoformat()} is not in {year}. Give a day from {year.first_day.isoformat()}"
            f" to {year.last_day.isoformat()}."
        )
    same = _Identity()
    subscribers = _subscribing(year, as_at)
    subscribing = {same(school) for school, _ in subscribers}
    host = PartnershipSettings.load().host_authority_code
    elsewhere = {same(school) for school, authority in subscribers if authority != host}
    held = held_sessions(year, as_at)
    present = RegisterEntry.objects.present().filter(session__in=held)
    attending = {
        same(school)
        for school in present.exclude(school=None).values_list("school", flat=True).distinct()
    }
    attendances, sessions = present.count(), held.count()
    before = _attendances_before(year, as_at)
    return ForumFigures(
        year=str(year),
        as_at=as_at,
        subscribing_schools=len(subscribing),
        subscribing_schools_other_la=len(elsewhere),
        sessions_held=sessions,
        attendances=attendances,
        schools_attending=len(attending),
        schools_attending_without_subscription=len(attending - subscribing),
        attendances_previous_year=before,
        attendance_change_percent=half_up_percent(attendances - before, before) if before else None,
        **_quality(held, as_at),
    )


def held_sessions(year: AcademicYear, as_at: date | None = None):
    """Sessions held in the year, up to and including a day in London time."""
    held = StudyGroupSession.objects.held().in_year(year)
    return held.filter(starts_at__lt=_end_of(as_at)) if as_at else held


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=LONDON)


def _subscribing(year: AcademicYear, as_at: date | None) -> list[tuple[int, str]]:
    """School and authority at the time, of each subscription that was active in the year, or on the
    day. One that was cancelled counts for as long as it was active."""
    lasted = Q(ended_on=None) | Q(ended_on__gt=as_at or F("active_from"))
    found = Subscription.objects.in_year(year).filter(lasted, active_from__isnull=False)
    if as_at:
        found = found.filter(active_from__lte=as_at)
    return list(found.values_list("school", "authority_code"))


def _attendances_before(year: AcademicYear, as_at: date | None) -> int | None:
    """The previous year's attendances to the same day, or None when it held no session by then."""
    same_day = _a_year_before(as_at) if as_at else None
    held = held_sessions(year.previous, same_day)
    found = held.aggregate(
        sessions=Count("pk", distinct=True),
        present=Count("entries", filter=Q(entries__attendance=Attendance.PRESENT)),
    )
    return found["present"] if found["sessions"] else None


def _a_year_before(day: date) -> date:
    """The same day a year earlier; for 29 February, the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _quality(held, as_at: date | None) -> dict[str, int | None]:
    """Evaluation and quality assurance; all None where a year's history came in without them."""
    responses = EvaluationResponse.objects.filter(session__in=held)
    visits = QAVisit.objects.all()
    if as_at:
        responses = responses.filter(answered_on__lte=as_at)
        visits = visits.filter(visited_on__lte=as_at)
    asked = held.aggregate(asked=Sum("evaluations_asked"))["asked"] or 0
    assured = held.filter(Exists(visits.filter(session=OuterRef("pk")))).count()
    without = not held.exclude(source=SessionSource.HISTORY).exists() and held.exists()
    if without and not asked and not assured:
        return dict.fromkeys(
            ("sessions_evaluated", "sessions_quality_assured", "evaluation_response_percent")
        )
    answered = responses.aggregate(answers=Count("pk"), sessions=Count("session", distinct=True))
    return {
        "sessions_evaluated": answered["sessions"],
        "sessions_quality_assured": assured,
        "evaluation_response_percent": half_up_percent(answered["answers"], asked)
        if asked
        else None,
    }


class _Identity:
    """A school stays one school when it converts: its oldest predecessor stands for it (P4)."""

    def __init__(self) -> None:
        self._predecessors = dict(
            School.objects.exclude(predecessor=None).values_list("pk", "predecessor")
        )

    def __call__(self, school: int) -> int:
        seen = {school}
        while (before := self._predecessors.get(school)) and before not in seen:
            seen.add(before)
            school = before
        return school
