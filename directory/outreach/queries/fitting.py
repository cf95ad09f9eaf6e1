"""Who would suit a request: subject, key stage, distance, days left this year (DOMAIN 2.3)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from directory.distances import miles_between, place_of
from directory.models import PenPortraitPage, Practitioner, School
from directory.outreach.funding import funded_by_school
from directory.outreach.models import OutreachPlan, OutreachRequest
from directory.outreach.queries.balances import balances
from directory.outreach.queries.holders import available_asts

AT_MOST = 12


@dataclass(frozen=True)
class Fit:
    """One AST beside a request."""

    practitioner: Practitioner
    subject: bool
    key_stage: bool
    miles: float | None
    days_left: Decimal
    plans: int
    school_decides: bool
    preferred: bool

    @property
    def words(self) -> str:
        """ "Subject and key stage; 4 miles; 21 days left this year; 2 plans under way"."""
        fits = (
            " and ".join([*["subject"] * self.subject, *["key stage"] * self.key_stage])
            or "neither subject nor key stage"
        )
        far = "" if self.miles is None else f"{self.miles:.0f} miles"
        plans = (
            f"{self.plans} {'plan' if self.plans == 1 else 'plans'} in hand" if self.plans else ""
        )
        left = f"{self.days_left} days left this year"
        return "; ".join(filter(None, [fits.capitalize(), far, left, plans]))

    @property
    def _order(self) -> tuple:
        far = float("inf") if self.miles is None else self.miles
        return (
            not self.preferred, not self.subject, not self.key_stage, far, self.practitioner.name,
        )  # fmt: skip


def who_fits(request: OutreachRequest) -> list[Fit]:
    """The ASTs in post who work for other schools and have days left this year, the best first;
    those of the asking school itself are left out. The number of queries does not depend on how
    many there are."""
    others = list(
        available_asts()
        .exclude(base_school=request.school_id)
        .select_related("base_school", "kind")
    )
    left = balances(others)
    people = [each for each in others if left[each.pk].left > 0]
    keys = [each.pk for each in people]
    subjects, stages = (
        _words("subjects", "subject_id", keys),
        _words("key_stages", "keystage_id", keys),
    )
    busy, own = _plans_in_hand(keys), funded_by_school(people)
    fits = [
        Fit(
            practitioner=each,
            subject=request.subject_id in subjects[each.pk],
            key_stage=request.key_stage_id in stages[each.pk],
            miles=_miles(request.school, each.base_school),
            days_left=left[each.pk].days_left,
            plans=busy[each.pk],
            school_decides=each.pk in own,
            preferred=each.pk == request.preferred_id,
        )
        for each in people
    ]
    return sorted(fits, key=lambda fit: fit._order)[:AT_MOST]


def _words(relation: str, column: str, keys: list[int]) -> dict[int, set[int]]:
    through = getattr(PenPortraitPage, relation).through
    found: dict[int, set[int]] = defaultdict(set)
    rows = through.objects.filter(penportraitpage__practitioner__in=keys)
    for practitioner, word in rows.values_list("penportraitpage__practitioner_id", column):
        found[practitioner].add(word)
    return found


def _plans_in_hand(keys: list[int]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    live = OutreachPlan.objects.live().filter(practitioner__in=keys)
    for practitioner in live.values_list("practitioner_id", flat=True):
        found[practitioner] += 1
    return found


def _miles(one: School, other: School) -> float | None:
    here = place_of(one.easting, one.northing)
    there = place_of(other.easting, other.northing)
    return miles_between(here, there) if here and there else None
