"""Which schools came and which never did: one by one, by tier and by area, each as it was on the
day that is counted to. A school that became an academy is one school (P4)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from core.academic_year import AcademicYear
from core.percent import half_up_percent
from directory.enums import Tier
from directory.models import School
from directory.queries.schools_then import SchoolThen, in_authority_on, schools_on
from psg_catalogue.queries.programme_reports.facts import Facts
from psg_catalogue.reports.tables import PERCENT, WORDS, Column, Report
from subscriptions.models import Subscription

NO_AREA, OTHERS = "Area not known", "Other authorities"


@dataclass
class Family:
    """A school with those it came from, as what it was on the day."""

    school: SchoolThen
    subscribed: bool = False
    sessions: int = 0
    attendances: int = 0


def families(facts: Facts) -> list[Family]:
    """Every school of the host authority that was open on the day, and every other that came. Three
    queries."""
    attendances, sessions = facts.came_by_school()
    subscribed = _subscribed(facts)
    came = {pk for session in facts.sessions for pk in session.came if pk is not None}
    rows = School.objects.filter(in_authority_on(facts.day, facts.host) | Q(pk__in=came))
    then: dict[int, SchoolThen] = {}
    for school in schools_on(facts.day, rows):
        if school.pk not in came and not (school.is_open and school.authority_id == facts.host):
            continue
        key = facts.same(school.pk)
        if key not in then or (school.is_open, school.pk) > (then[key].is_open, then[key].pk):
            then[key] = school
    return [
        Family(school, key in subscribed, sessions[key], attendances[key])
        for key, school in then.items()
    ]


def _subscribed(facts: Facts) -> set[int]:
    """The schools with a subscription that was active in the year, or on the day (DOMAIN 2.7)."""
    lasted = Q(ended_on=None) | Q(ended_on__gt=facts.as_at or F("active_from"))
    found = Subscription.objects.in_year(facts.year).filter(lasted, active_from__isnull=False)
    if facts.as_at:
        found = found.filter(active_from__lte=facts.as_at)
    return {facts.same(pk) for pk in found.values_list("school", flat=True)}


def by_school(year: AcademicYear, as_at: date | None = None) -> Report:
    """A row a school, those that never came first."""
    facts = Facts(year, as_at)
    found = sorted(
        families(facts),
        key=lambda each: (each.attendances > 0, each.school.name.casefold(), each.school.pk),
    )
    never = sum(not each.attendances for each in found)
    came = len(found) - never
    return Report(
        columns=(
            Column("School", WORDS),
            Column("Tier", WORDS),
            Column("Area", WORDS),
            Column("Subscribed", WORDS),
            Column("Sessions"),
            Column("Attendances"),
        ),
        rows=tuple(
            (
                f"{each.school.name}, {each.school.town}" if each.school.town else each.school.name,
                each.school.tier_label,
                _area(each, facts.host),
                "Yes" if each.subscribed else "No",
                each.sessions,
                each.attendances,
            )
            for each in found
        ),
        headlines=(
            (str(never), "schools never came" if never != 1 else "school never came"),
            (str(came), "schools came" if came != 1 else "school came"),
        ),
        chart=5,
    )


def by_tier(year: AcademicYear, as_at: date | None = None) -> Report:
    """A row a tier."""
    facts = Facts(year, as_at)
    found = families(facts)
    labels = [tier.label for tier in Tier]
    return _grouped("Tier", found, lambda each: each.school.tier_label, labels)


def by_area(year: AcademicYear, as_at: date | None = None) -> Report:
    """A row an area of the host authority, and one for schools of other authorities."""
    facts = Facts(year, as_at)
    found = families(facts)
    areas = sorted({_area(each, facts.host) for each in found} - {NO_AREA, OTHERS})
    return _grouped("Area", found, lambda each: _area(each, facts.host), [*areas, NO_AREA, OTHERS])


def _area(family: Family, host: str) -> str:
    if family.school.authority_id != host:
        return OTHERS
    return family.school.area or NO_AREA


def _grouped(heading: str, found: list[Family], key_of, order: list[str]) -> Report:
    groups: dict[str, list[Family]] = defaultdict(list)
    for each in found:
        groups[key_of(each)].append(each)
    return Report(
        columns=(
            Column(heading, WORDS),
            Column("Schools"),
            Column("Subscribed"),
            Column("Came"),
            Column("Share that came", PERCENT),
            Column("Attendances"),
        ),
        rows=tuple((key, *_figures(groups[key])) for key in order if key in groups),
        total=("All schools", *_figures(found)),
        chart=5,
    )


def _figures(found: list[Family]) -> tuple[int | None, ...]:
    came = sum(each.attendances > 0 for each in found)
    return (
        len(found),
        sum(each.subscribed for each in found),
        came,
        half_up_percent(came, len(found)) if found else None,
        sum(each.attendances for each in found),
    )
