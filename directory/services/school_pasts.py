"""Keeping what a school was when it becomes something else (P4)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import School, SchoolPast
from directory.models.school_past import KEPT
from directory.queries.schools_then import school_on


class YearNotOver(Exception):
    """What a school is this year is said of the school itself."""


@transaction.atomic
def keep_as_it_was(changing: Iterable[School]) -> None:
    """Of schools that are about to be saved: what the site says of them until now is kept as what
    they were until today. Called in the transaction that saves them. Of several changes on one day
    the first says what was there before it."""
    by_urn = {school.urn: school for school in changing}
    stored = School.objects.select_for_update().filter(urn__in=by_urn).order_by("urn")
    today = timezone.localdate()
    pasts = [
        SchoolPast(school=was, until=today, **_facts(was))
        for was in stored
        if _facts(was) != _facts(by_urn[was.urn])
    ]
    SchoolPast.objects.bulk_create(pasts, ignore_conflicts=True)


@transaction.atomic
def say_what_it_was(school: School, year: AcademicYear, **facts: str) -> bool:
    """In reports of a year that is over the school has these facts (`tier`, `area`), and in those
    of the years before it as long as nothing else is known of them. True when that is new. Raises
    YearNotOver."""
    if year.last_day >= timezone.localdate():
        raise YearNotOver
    School.objects.select_for_update().get(pk=school.pk)
    then = school_on(year.last_day, school).facts()
    if facts.items() <= then.items():
        return False
    SchoolPast.objects.update_or_create(
        school=school, until=year.next.first_day, defaults={**then, **facts}
    )
    return True


def _facts(school: School) -> dict[str, str]:
    return {name: getattr(school, name) for name in KEPT}
