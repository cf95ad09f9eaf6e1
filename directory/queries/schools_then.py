"""Schools as they were on a day, for reports of it: a figure once given is the same later, whatever
became of the schools since (P4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from directory.enums import Tier
from directory.models import School, SchoolPast
from directory.models.school import OPEN_STATUS_CODES
from directory.models.school_past import KEPT

_NOW = ("pk", "open_date", *KEPT)


@dataclass(frozen=True)
class SchoolThen:
    """One school, with what it is called by and counted under."""

    pk: int
    name: str
    town: str
    authority_id: str
    tier: str
    area: str
    status_code: str
    open_date: date | None
    day: date

    @property
    def is_open(self) -> bool:
        """A school that opened later was not there yet."""
        began = self.open_date is None or self.open_date <= self.day
        return began and self.status_code in OPEN_STATUS_CODES

    @property
    def tier_label(self) -> str:
        return Tier(self.tier).label if self.tier in Tier else self.tier

    def facts(self) -> dict[str, str]:
        """What is kept of a school's past, by name of the field."""
        return {name: getattr(self, name) for name in KEPT}


def schools_on(day: date, schools: QuerySet[School]) -> list[SchoolThen]:
    """These schools as they were on a day, as the site had it then. Two queries."""
    return list(_then(day, list(schools.order_by("pk").values(*_NOW))).values())


def as_they_were(day: date, schools: Iterable[School]) -> dict[int, SchoolThen]:
    """Schools that are read already, as they were on a day, by number. One query."""
    return _then(day, [{name: getattr(school, name) for name in _NOW} for school in schools])


def _then(day: date, now: list[dict]) -> dict[int, SchoolThen]:
    # The past that ended first after the day is the one that held on it.
    later = SchoolPast.objects.filter(until__gt=day, school__in=[row["pk"] for row in now])
    then = {row.pop("school"): row for row in later.order_by("-until").values("school", *KEPT)}
    return {row["pk"]: SchoolThen(**{**row, **then.get(row["pk"], {})}, day=day) for row in now}


def school_on(day: date, school: School) -> SchoolThen:
    """One school as it was on a day."""
    return schools_on(day, School.objects.filter(pk=school.pk))[0]


def in_authority_on(day: date, code: str) -> Q:
    """Schools that may have been an authority's on a day: `schools_on` tells which were."""
    moved = SchoolPast.objects.filter(until__gt=day, authority=code)
    return Q(authority=code) | Q(pk__in=moved.values("school"))
